package dev.tcpunit.internal.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which closes may come from leaving a test; all times are those of a busy machine. */
class FailureMomentTest {
  private static final String REQUEST =
      """
      0.000000 > [S] 0 win 64240 <mss 1460>
      0.001000 < [S.] 0 ack 1 win 65024 <mss 1460>
      0.002000 > [.] 1 ack 1 win 502
      0.003000 > [P.] 1:101 ack 1 win 502 len 100
      0.004000 < [.] 1 ack 101 win 502
      """;

  private static final String CLOSED_AFTER_TWO_SECONDS =
      """
      2.000000 > [F.] 101 ack 1 win 502
      2.300000 < [F.] 1 ack 102 win 502
      2.300100 > [.] 102 ack 2 win 502
      """;

  private static Trace trace(String text) {
    return Scenario.trace(text, 10_000, Completeness.COMPLETE);
  }

  /** The frames of the closes that come from leaving a test that failed so long after its start. */
  private static List<Long> leaving(Trace trace, long failedMillis, boolean isLimit) {
    Connection connection = trace.connections().get(0);
    FailureMoment moment =
        new FailureMoment(
            connection.startNanos() + failedMillis * 1_000_000,
            isLimit,
            FailureMoment.workedUntil(trace),
            "the test failed");
    List<Segment> leaving = moment.leaving(connection, endpoint -> true);
    assertThat(leaving).allMatch(close -> close.has(TcpFlags.FIN) || close.has(TcpFlags.RST));
    return leaving.stream().map(Segment::frame).toList();
  }

  @Test
  void should_take_closes_for_leaving_however_slowly_after_a_standstill_that_was_longer() {
    Trace trace = trace(REQUEST + CLOSED_AFTER_TWO_SECONDS);

    assertThat(leaving(trace, 2_310, false)).containsExactly(6L, 7L);
    assertThat(leaving(trace, 3_900, false)).containsExactly(6L, 7L);
    assertThat(leaving(trace, 4_100, false)).isEmpty();
  }

  @Test
  void should_not_take_a_close_for_leaving_behind_which_the_test_worked_on() {
    String next =
        """
        2.400000 > [S] 0 win 64240 <mss 1460>
        2.401000 < [S.] 0 ack 1 win 65024 <mss 1460>
        """;
    Trace trace = trace(REQUEST + CLOSED_AFTER_TWO_SECONDS + next);

    assertThat(leaving(trace, 2_500, false)).isEmpty();
  }

  @Test
  void should_not_take_the_first_half_of_a_close_for_leaving_after_which_all_stood_still() {
    Trace trace =
        trace(
            REQUEST
                + """
                0.005000 < [F.] 1 ack 101 win 502
                0.006000 > [.] 101 ack 2 win 502
                2.000000 > [F.] 101 ack 2 win 502
                2.001000 < [.] 2 ack 102 win 502
                """);

    assertThat(leaving(trace, 2_800, false)).containsExactly(8L);
  }

  @Test
  void should_take_what_came_at_the_limit_or_later_and_nothing_before() {
    Trace trace = trace(REQUEST + CLOSED_AFTER_TWO_SECONDS);

    assertThat(leaving(trace, 2_000, true)).containsExactly(6L, 7L);
    assertThat(leaving(trace, 2_001, true)).containsExactly(7L);
    assertThat(leaving(trace, 2_301, true)).isEmpty();
  }
}
