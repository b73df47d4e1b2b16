package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

/** Rounds, restarts after idle times and the time-out in force. */
class CongestionTest {
  private static final long MS = 1_000_000;

  private static final String OPENING =
      """
      0.000000 > [S] 0 win 64240 <mss 1000,sackOK,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1000,sackOK,wscale 7>
      0.020000 > [.] 1 ack 1 win 502
      """;
  private static final String SLOW_START =
      OPENING
          + """
          0.100000 > [.] 1:2001 ack 1 win 502
          0.120000 < [.] 1 ack 2001 win 508
          0.120010 > [.] 2001:6001 ack 1 win 502
          0.140000 < [.] 1 ack 4001 win 508
          0.140010 > [.] 6001:10001 ack 1 win 502
          0.140100 < [.] 1 ack 6001 win 508
          0.140110 > [.] 10001:14001 ack 1 win 502
          0.160000 < [.] 1 ack 14001 win 508
          """;

  @Test
  void should_cut_the_flow_into_round_trips() {
    assertThat(dynamics(SLOW_START).rounds())
        .extracting(Round::number, r -> r.first().frame(), r -> r.last().frame(), Round::maxFlight)
        .containsExactly(
            tuple(1, 4L, 5L, 2000L), tuple(2, 6L, 7L, 4000L), tuple(3, 8L, 11L, 8000L));
  }

  @Test
  void should_find_a_burst_after_a_time_longer_than_the_time_out() {
    FlowDynamics dynamics =
        dynamics(
            SLOW_START
                + """
                1.000000 > [.] 14001:24001 ack 1 win 502
                1.000010 > [.] 24001:34001 ack 1 win 502
                1.020000 < [.] 1 ack 34001 win 508
                """);

    assertThat(dynamics.idleRestarts(RetransmissionTimeout.Rule.LINUX))
        .extracting(
            r -> r.before().frame(),
            r -> r.after().frame(),
            IdleRestart::idleNanos,
            IdleRestart::flightBefore,
            IdleRestart::burstBytes)
        .containsExactly(tuple(10L, 12L, 859_890_000L, 8000L, 20000L));
    // The RFC's own time-out is never shorter than a second.
    assertThat(dynamics.idleRestarts(RetransmissionTimeout.Rule.RFC_6298)).isEmpty();
  }

  @Test
  void should_compute_the_time_out_by_the_rule_that_is_named() {
    FlowDynamics dynamics =
        dynamics(
            OPENING
                + """
                0.100000 > [.] 1:1001 ack 1 win 502
                0.180000 < [.] 1 ack 1001 win 508
                """);

    assertThat(dynamics.retransmissionTimeout(0))
        .isEqualTo(new RetransmissionTimeout(1000 * MS, RetransmissionTimeout.Rule.RFC_6298));
    // SRTT 80 ms, RTTVAR 40 ms.
    assertThat(dynamics.retransmissionTimeout(200 * MS, RetransmissionTimeout.Rule.LINUX).nanos())
        .isEqualTo(280 * MS);
    assertThat(dynamics.retransmissionTimeout(200 * MS).nanos()).isEqualTo(1000 * MS);
  }

  @Test
  void should_take_a_time_out_sooner_than_a_second_for_linux() {
    FlowDynamics dynamics =
        dynamics(
            OPENING
                + """
                0.100000 > [.] 1:1001 ack 1 win 502
                0.110000 < [.] 1 ack 1001 win 508
                0.200000 > [.] 1001:2001 ack 1 win 502
                0.200010 > [.] 2001:3001 ack 1 win 502
                0.420000 > [.] 1001:2001 ack 1 win 502
                """);

    assertThat(dynamics.retransmissionTimeout(300 * MS))
        .isEqualTo(new RetransmissionTimeout(210 * MS, RetransmissionTimeout.Rule.LINUX));
  }

  private static FlowDynamics dynamics(String text) {
    return FlowDynamics.of(
        Scenario.trace(text, VantagePoint.CLIENT).connections().get(0).clientToServer());
  }
}
