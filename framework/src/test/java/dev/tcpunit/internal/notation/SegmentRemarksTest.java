package dev.tcpunit.internal.notation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.trace.Segment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentRemarksTest {
  private static final String CLIENT_CLOSES =
      """
      0.00 > [S] 0 win 64240 <mss 1460>
      0.01 < [S.] 0 ack 1 win 65024 <mss 1460>
      0.02 > [.] 1 ack 1 win 502
      0.03 > [F.] 1 ack 1 win 502
      """;

  private static final String CLOSED =
      CLIENT_CLOSES
          + """
          0.04 < [F.] 1 ack 2 win 508
          0.05 > [.] 2 ack 2 win 502
          """;

  @ParameterizedTest
  @ValueSource(strings = {"0.06 > [R] 2 win 0", "0.06 < [R] 2 win 0", "0.06 < [R.] 2 ack 2 win 0"})
  void should_not_say_of_a_RST_after_a_clean_close_that_it_aborts(String rst) {
    assertThat(ofLast(CLOSED + rst)).containsExactly("RST not accepted: its receiver had closed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.05 < [F.] 1 ack 2 win 508\n0.06 > [R] 2 win 0",
        "0.05 < [FP.] 1:101 ack 2 win 508\n0.06 > [R] 2 win 0",
        "0.06 < [R.] 1 ack 2 win 0"
      })
  void should_say_of_a_RST_before_all_is_acknowledged_that_it_aborts(String ending) {
    assertThat(ofLast(CLIENT_CLOSES + ending)).containsExactly("aborts the connection");
  }

  private static List<String> ofLast(String segments) {
    List<Segment> all = Scenario.trace(segments + "\n").connections().get(0).segments();
    return SegmentRemarks.of(all.get(all.size() - 1));
  }
}
