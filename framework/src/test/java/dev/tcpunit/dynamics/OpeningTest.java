package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OpeningTest {

  @Test
  void should_name_the_three_segments_of_a_handshake() {
    Opening opening = opening("handshake/three-way");

    assertThat(opening.shape()).isEqualTo(Opening.Shape.THREE_WAY);
    assertThat(frame(opening.plainSyn(Role.CLIENT))).contains(1L);
    assertThat(frame(opening.synAck(Role.SERVER))).contains(2L);
    assertThat(frame(opening.completion())).contains(3L);
    assertThat(opening.plainSyn(Role.SERVER)).isEmpty();
    assertThat(opening.fastOpen()).isEmpty();
  }

  @Test
  void should_tell_a_simultaneous_opening_from_a_split_one() {
    assertThat(opening("handshake/simultaneous-open").shape())
        .isEqualTo(Opening.Shape.SIMULTANEOUS);
    assertThat(opening("handshake/split").shape()).isEqualTo(Opening.Shape.SPLIT);
    assertThat(frame(opening("handshake/split").completion())).contains(4L);
    assertThat(opening("handshake/began-before-the-capture").shape())
        .isEqualTo(Opening.Shape.NOT_CAPTURED);
  }

  @Test
  void should_say_what_fast_open_carried_and_what_was_taken() {
    assertThat(opening("handshake/fast-open").fastOpen())
        .contains(new Opening.FastOpen(true, 100, 100));
    assertThat(opening("handshake/fast-open").earlyData())
        .extracting(Segment::frame)
        .containsExactly(1L);
    assertThat(opening("handshake/fast-open-data-refused").fastOpen())
        .get()
        .extracting(Opening.FastOpen::acceptedBytes)
        .isEqualTo(0L);
    assertThat(opening("handshake/fast-open-cookie-asked-for").fastOpen())
        .contains(new Opening.FastOpen(true, 0, 0));
  }

  @Test
  void should_name_the_syn_sent_again() {
    Opening opening = opening("handshake/refused-after-a-resend");

    assertThat(opening.resends()).extracting(Segment::frame).containsExactly(2L);
    assertThat(opening.completion()).isEmpty();
  }

  @Test
  void should_list_data_that_was_sent_before_the_handshake_was_completed() {
    Trace trace =
        Scenario.trace(
            """
            0.000000 > [S] 0 win 64240 <mss 1460>
            0.010000 < [S.] 0 ack 1 win 65024 <mss 1460>
            0.010100 < [P.] 1:11 ack 1 win 65024
            0.020000 > [P.] 1:101 ack 1 win 502
            """);
    Opening opening = Opening.of(trace.connections().get(0));

    assertThat(opening.earlyData()).extracting(Segment::frame).containsExactly(3L);
  }

  private static Optional<Long> frame(Optional<Segment> segment) {
    return segment.map(Segment::frame);
  }

  private static Opening opening(String scenario) {
    return Opening.of(ScenarioFile.trace(scenario).connections().get(0));
  }
}
