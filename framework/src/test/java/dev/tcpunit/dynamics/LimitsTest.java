package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.VantagePoint;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitsTest {
  private static final long MS = 1_000_000;

  private static final String OPENING =
      """
      0.000000 > [S] 0 win 64240 <mss 1000,sackOK,wscale 7>
      0.001000 < [S.] 0 ack 1 win 65024 <mss 1000,sackOK,wscale 7>
      0.002000 > [.] 1 ack 1 win 502
      """;
  private static final String GROWING =
      OPENING
          + """
          0.100000 > [.] 1:2001 ack 1 win 502
          0.120000 < [.] 1 ack 2001 win 508
          0.120000 > [.] 2001:6001 ack 1 win 502
          0.140000 < [.] 1 ack 6001 win 508
          """;

  @Test
  void should_give_to_the_application_the_time_with_nothing_under_way() {
    Limits limits =
        limits(
            OPENING
                + """
                0.100000 > [P.] 1:101 ack 1 win 502
                0.110000 < [.] 1 ack 101 win 508
                0.180000 > [P.] 101:201 ack 1 win 502
                0.200000 < [.] 1 ack 201 win 508
                """,
            VantagePoint.CLIENT);

    assertThat(limits.totalNanos()).isEqualTo(100 * MS);
    assertThat(limits.share(Limit.APPLICATION)).isEqualTo(0.7);
    assertThat(limits.share(Limit.UNKNOWN)).isEqualTo(0.3);
  }

  @Test
  void should_give_to_the_receive_window_the_time_without_room_for_a_segment() {
    Limits limits =
        limits(
            """
            0.000000 > [S] 0 win 64240 <mss 1000,sackOK>
            0.001000 < [S.] 0 ack 1 win 2000 <mss 1000,sackOK>
            0.002000 > [.] 1 ack 1 win 64240
            0.100000 > [.] 1:2001 ack 1 win 64240
            0.110000 < [.] 1 ack 2001 win 0
            0.180000 < [.] 1 ack 2001 win 2000
            0.180000 > [.] 2001:3001 ack 1 win 64240
            0.200000 < [.] 1 ack 3001 win 2000
            """,
            VantagePoint.CLIENT);

    assertThat(limits.nanos())
        .containsEntry(Limit.RECEIVE_WINDOW, 80 * MS)
        .containsEntry(Limit.UNKNOWN, 20 * MS);
  }

  @Test
  void should_give_to_the_congestion_window_the_wait_for_acknowledgements_that_let_more_out() {
    assertThat(limits(GROWING, VantagePoint.CLIENT).nanos())
        .isEqualTo(
            Map.of(
                Limit.APPLICATION, 0L,
                Limit.RECEIVE_WINDOW, 0L,
                Limit.CONGESTION_WINDOW, 20 * MS,
                Limit.SEND_BUFFER, 0L,
                Limit.UNKNOWN, 20 * MS));
  }

  @Test
  void should_prove_nothing_away_from_the_sender() {
    assertThat(limits(GROWING, VantagePoint.SERVER).share(Limit.UNKNOWN)).isEqualTo(1);
  }

  @Test
  void should_take_no_time_without_data() {
    Limits limits = limits(OPENING, VantagePoint.CLIENT);

    assertThat(limits.totalNanos()).isZero();
    assertThat(limits.share(Limit.UNKNOWN)).isZero();
  }

  private static Limits limits(String text, VantagePoint vantage) {
    return FlowDynamics.of(Scenario.trace(text, vantage).connections().get(0).clientToServer())
        .limits();
  }
}
