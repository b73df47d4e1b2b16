package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

class FlowAssert_hasNoDuplicateSacks_Test {
  @Test
  void should_hold_if_nothing_came_twice() {
    assertThat(Traffic.FAST_RETRANSMIT.connection().serverToClient()).hasNoDuplicateSacks();
  }

  @Test
  void should_fail_if_something_came_twice() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.TAIL_LOSS_PROBE
                        .recording()
                        .untilRepaired()
                        .connection()
                        .serverToClient())
                .hasNoDuplicateSacks(),
        "FlowAssert.hasNoDuplicateSacks");
  }

  @Test
  void should_not_tell_if_SACK_was_not_negotiated() {
    assertCannotTell(
        () ->
            assertThat(Traffic.TIMED_OUT_WITHOUT_SACK.connection().serverToClient())
                .hasNoDuplicateSacks(),
        "SACK was not negotiated, and so this side cannot report what came twice");
  }

  /** A side that does not permit SACK may not be offered it, and sends none (RFC 2018). */
  @Test
  void should_not_tell_if_only_the_peer_permitted_SACK() {
    Connection connection =
        Scenario.trace(
                """
                0.000000 > [S] 0 win 64240 <mss 1460>
                0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,sackOK>
                0.020000 > [.] 1 ack 1 win 502
                0.030000 < [P.] 1:101 ack 1 win 508
                0.040000 > [.] 1 ack 101 win 502
                """)
            .connections()
            .get(0);

    assertCannotTell(
        () -> assertThat(connection.clientToServer()).hasNoDuplicateSacks(),
        "SACK was not negotiated, and so this side cannot report what came twice");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().serverToClient())
                .hasNoDuplicateSacks(),
        "the capture dropped 3 frames");
  }
}
