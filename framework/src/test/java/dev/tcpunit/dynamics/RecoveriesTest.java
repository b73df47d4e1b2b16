package dev.tcpunit.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.VantagePoint;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveriesTest {
  private static final long MS = 1_000_000;

  private static final String FIVE_SENT =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK,wscale 7>
      0.020000 > [.] 1 ack 1 win 502
      0.030000 > [.] 1:1461 ack 1 win 502
      0.030010 > [.] 1461:2921 ack 1 win 502
      0.030020 > [.] 2921:4381 ack 1 win 502
      0.030030 > [.] 4381:5841 ack 1 win 502
      0.030040 > [P.] 5841:7301 ack 1 win 502
      """;

  @Test
  void should_span_from_the_first_resend_to_the_acknowledgement_of_all_that_was_sent() {
    List<Recovery> recoveries =
        recoveries(
            FIVE_SENT
                + """
                0.040000 < [.] 1 ack 1461 win 508
                0.040010 < [.] 1 ack 1461 win 508 <sack 1 {2921:4381}>
                0.040020 < [.] 1 ack 1461 win 508 <sack 1 {2921:5841}>
                0.040030 > [.] 1461:2921 ack 1 win 502
                0.050000 < [.] 1 ack 5841 win 508
                0.051000 < [.] 1 ack 7301 win 508
                0.052000 > [.] 7301:8761 ack 1 win 502
                0.052010 > [P.] 8761:10221 ack 1 win 502
                0.062000 < [.] 1 ack 10221 win 508
                """);

    assertThat(recoveries).hasSize(1);
    Recovery recovery = recoveries.get(0);
    assertThat(recovery.cause()).isEqualTo(RetransmissionCause.FAST);
    assertThat(recovery.resends()).extracting(Segment::frame).containsExactly(12L);
    assertThat(recovery.recoveryPoint()).isEqualTo(7301);
    assertThat(recovery.repair()).map(Segment::frame).contains(13L);
    assertThat(recovery.end()).map(Segment::frame).contains(14L);
    assertThat(recovery.repairNanos()).hasValue(9_970_000);
    assertThat(recovery.durationNanos()).hasValue(10_970_000);
    assertThat(recovery.flightBefore()).isEqualTo(5840);
    assertThat(recovery.flightAfter()).hasValue(2920);
    assertThat(recovery.timeouts()).isEmpty();
  }

  @Test
  void should_count_as_time_outs_only_those_resends_that_waited_for_the_timer() {
    List<Recovery> recoveries =
        recoveries(
            FIVE_SENT
                + """
                0.260000 > [.] 1:1461 ack 1 win 502
                0.670000 > [.] 1:1461 ack 1 win 502
                1.490000 > [.] 1:1461 ack 1 win 502
                1.500000 < [.] 1 ack 1461 win 508
                1.500010 > [.] 1461:2921 ack 1 win 502
                1.500020 > [.] 2921:4381 ack 1 win 502
                1.510000 < [.] 1 ack 7301 win 508
                """);

    assertThat(recoveries).hasSize(1);
    Recovery recovery = recoveries.get(0);
    assertThat(recovery.cause()).isEqualTo(RetransmissionCause.TIMEOUT);
    assertThat(recovery.resends()).hasSize(5);
    assertThat(recovery.timeouts())
        .extracting(t -> t.resend().frame(), Timeout::waitedNanos, Timeout::backOff)
        .containsExactly(tuple(9L, 230 * MS, 0), tuple(10L, 410 * MS, 1), tuple(11L, 820 * MS, 2));
    assertThat(recovery.flightAfter()).isEmpty();
  }

  @Test
  void should_follow_the_timer_of_a_syn_that_nobody_answers() {
    List<Recovery> recoveries =
        recoveries(
            """
            0.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
            1.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
            3.000000 > [S] 0 win 64240 <mss 1460,sackOK,wscale 7>
            """);

    assertThat(recoveries).hasSize(1);
    assertThat(recoveries.get(0).cause()).isEqualTo(RetransmissionCause.SYN);
    assertThat(recoveries.get(0).end()).isEmpty();
    assertThat(recoveries.get(0).durationNanos()).isEmpty();
    assertThat(recoveries.get(0).timeouts())
        .extracting(Timeout::waitedNanos, Timeout::backOff)
        .containsExactly(tuple(1000 * MS, 0), tuple(2000 * MS, 1));
  }

  private static List<Recovery> recoveries(String text) {
    return FlowDynamics.of(
            Scenario.trace(text, VantagePoint.CLIENT).connections().get(0).clientToServer())
        .recoveries();
  }
}
