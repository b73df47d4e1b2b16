package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_sendsKeepAliveEvery_Test {
  @Test
  void should_hold_if_it_does() {
    assertThat(Traffic.KEEP_ALIVES.connection()).sendsKeepAliveEvery(Duration.ofSeconds(1));
  }

  @Test
  void should_fail_if_one_is_missing() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.KEEP_ALIVES
                        .recording()
                        .endingWhen(c -> c.clientToServer().count(FlowCount.KEEP_ALIVES) == 2)
                        .connection())
                .sendsKeepAliveEvery(Duration.ofMillis(500)),
        "ConnectionAssert.sendsKeepAliveEvery");
  }

  @Test
  void should_fail_if_one_comes_too_soon() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.KEEP_ALIVES
                        .recording()
                        .endingWhen(c -> c.clientToServer().count(FlowCount.KEEP_ALIVES) == 2)
                        .connection())
                .sendsKeepAliveEvery(Duration.ofSeconds(10)),
        "ConnectionAssert.sendsKeepAliveEvery.early");
  }

  @Test
  void should_not_tell_if_it_was_never_idle() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection()).sendsKeepAliveEvery(Duration.ofSeconds(10)),
        "it was never idle for so long");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .sendsKeepAliveEvery(Duration.ofSeconds(10)),
        "the capture dropped 3 frames");
  }

  /** It stands just before the FIN, as a keep-alive would, and acknowledges what came since. */
  @Test
  void should_take_no_ack_that_the_fin_of_its_sender_overtook_for_a_keep_alive() {
    Connection connection =
        Scenario.trace(
                """
                0.000000 > [S] 0 win 64240
                0.010000 < [S.] 0 ack 1 win 65160
                0.010100 > [.] ack 1 win 502
                0.010200 > [P.] 1:101 ack 1 win 502
                0.020200 < [P.] 1:11 ack 101 win 508
                0.030000 > [F.] 101 ack 1 win 502
                0.030100 < [.] 11 ack 102 win 508
                0.030200 > [.] 101 ack 11 win 502
                0.030300 < [.] 11 ack 102 win 508
                """)
            .connections()
            .get(0);

    assertThat(connection.clientToServer().count(FlowCount.KEEP_ALIVES)).isZero();
    assertThat(connection.serverToClient().count(FlowCount.KEEP_ALIVE_ACKS)).isZero();
    assertThat(connection.segments().get(7).kind()).isEqualTo(SegmentKind.ACK);
  }
}
