package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

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

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().serverToClient())
                .hasNoDuplicateSacks(),
        "the capture dropped 3 frames");
  }
}
