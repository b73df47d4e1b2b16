package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoResets_Test {
  @Test
  void should_hold_if_both_sides_close() {
    assertThat(Traffic.UPLOAD.connection()).hasNoResets();
  }

  @Test
  void should_fail_if_a_side_aborts() {
    assertViolated(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasNoResets(),
        "ConnectionAssert.hasNoResets");
  }

  @Test
  void should_fail_if_the_connection_is_refused() {
    assertViolated(
        () -> assertThat(Traffic.REFUSED.connection()).hasNoResets(),
        "ConnectionAssert.hasNoResets.refused");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).hasNoResets(),
        "the capture dropped 3 frames");
  }
}
