package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.internal.rule.retransmission.RecoversWithin;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlowAssert_recoversWithin_Test {
  @Test
  void should_hold_if_it_recovered_sooner() {
    assertThat(Traffic.FAST_RETRANSMIT.connection().clientToServer())
        .recoversWithin(Duration.ofMillis(500));
  }

  @Test
  void should_count_the_recoveries_of_each_way() {
    Flow flow =
        Scenario.trace(
                """
                0.000000 > [S] 0 win 60000 <mss 1000,sackOK>
                0.010000 < [S.] 0 ack 1 win 60000 <mss 1000,sackOK>
                0.010010 > [.] ack 1 win 60000
                0.010020 > [.] 1:1001 ack 1 win 60000
                0.010021 > [.] 1001:2001 ack 1 win 60000
                0.010022 > [.] 2001:3001 ack 1 win 60000
                0.010023 > [.] 3001:4001 ack 1 win 60000
                0.020020 < [.] ack 1 win 60000 <sack 1 {1001:2001}>
                0.020021 < [.] ack 1 win 60000 <sack 1 {1001:3001}>
                0.020022 < [.] ack 1 win 60000 <sack 1 {1001:4001}>
                0.020030 > [.] 1:1001 ack 1 win 60000
                0.030030 < [.] ack 4001 win 60000
                0.030040 > [.] 4001:5001 ack 1 win 60000
                0.330040 > [.] 4001:5001 ack 1 win 60000
                0.340040 < [.] ack 5001 win 60000
                """,
                VantagePoint.CLIENT)
            .connections()
            .get(0)
            .clientToServer();

    assertThat(new RecoversWithin(Duration.ofMillis(500)).judge(flow).summary())
        .isEqualTo("2 recoveries by fast retransmit (1), a way that is not known (1)");
  }

  @Test
  void should_fail_if_it_took_longer() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.TIMED_OUT_THRICE
                        .recording()
                        .untilRepaired()
                        .connection()
                        .clientToServer())
                .recoversWithin(Duration.ofMillis(500)),
        "FlowAssert.recoversWithin");
  }

  @Test
  void should_not_tell_if_nothing_was_lost() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.connection().clientToServer())
                .recoversWithin(Duration.ofMillis(500)),
        "nothing was sent again, so there was no loss to recover from");
  }

  @Test
  void should_not_tell_if_the_capture_ended_too_soon() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_HEARD.connection().clientToServer())
                .recoversWithin(Duration.ofSeconds(60)),
        "the capture ended 0.000 ms after #10 was sent again, and it was not acknowledged by then");
  }
}
