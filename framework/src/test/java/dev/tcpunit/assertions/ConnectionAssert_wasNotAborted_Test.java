package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_wasNotAborted_Test {
  @Test
  void should_hold_if_both_sides_close() {
    assertThat(Traffic.UPLOAD.connection()).wasNotAborted();
  }

  @Test
  void should_hold_if_nobody_closes() {
    assertThat(Traffic.NEVER_CLOSED.connection()).wasNotAborted();
  }

  @Test
  void should_fail_if_a_side_aborts() {
    assertViolated(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).wasNotAborted(),
        "ConnectionAssert.wasNotAborted");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).wasNotAborted(),
        "the capture dropped 3 frames");
  }
}
