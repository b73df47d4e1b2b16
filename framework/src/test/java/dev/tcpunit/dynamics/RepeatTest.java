package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatTest {
  private static final String OPENED =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK>
      0.020000 > [.] 1 ack 1 win 502
      """;

  @Test
  void should_find_the_latest_copies_that_cover_what_was_sent_again() {
    List<Repeat> repeats =
        repeats(
            """
            0.030000 > [.] 1:101 ack 1 win 502
            0.030100 > [.] 101:201 ack 1 win 502
            0.230000 > [.] 1:101 ack 1 win 502
            0.640000 > [.] 1:201 ack 1 win 502
            """);

    assertThat(repeats).extracting(repeat -> repeat.again().frame()).containsExactly(6L, 7L);
    assertThat(repeats.get(0).originals()).extracting(Segment::frame).containsExactly(4L);
    assertThat(repeats.get(0).delayNanos()).hasValue(200_000_000);
    assertThat(repeats.get(1).originals()).extracting(Segment::frame).containsExactly(5L, 6L);
    assertThat(repeats.get(1).delayNanos()).hasValue(410_000_000);
  }

  @Test
  void should_count_the_duplicate_acks_since_the_last_copy() {
    List<Repeat> repeats =
        repeats(
            """
            0.030000 > [.] 1:101 ack 1 win 502
            0.030100 > [.] 101:201 ack 1 win 502
            0.030200 > [.] 201:301 ack 1 win 502
            0.040000 < [.] 1 ack 1 win 508 <sack 1 {101:201}>
            0.040100 < [.] 1 ack 1 win 508 <sack 1 {101:301}>
            0.041000 > [.] 1:101 ack 1 win 502
            """);

    assertThat(repeats).hasSize(1);
    assertThat(repeats.get(0).duplicateAcks()).isEqualTo(2);
  }

  @Test
  void should_repeat_nothing_where_nothing_was_sent_again() {
    assertThat(repeats("0.030000 > [.] 1:101 ack 1 win 502\n")).isEmpty();
  }

  private static List<Repeat> repeats(String segments) {
    Connection connection = Scenario.trace(OPENED + segments).connections().get(0);
    return Repeat.of(connection.clientToServer());
  }
}
