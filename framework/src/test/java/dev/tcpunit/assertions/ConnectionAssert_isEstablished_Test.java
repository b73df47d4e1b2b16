package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_isEstablished_Test {
  @Test
  void should_hold_if_nobody_has_closed() {
    assertThat(Traffic.NEVER_CLOSED.connection()).isEstablished();
  }

  @Test
  void should_fail_if_a_side_closed() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).isEstablished(),
        "ConnectionAssert.isEstablished");
  }

  @Test
  void should_fail_if_it_was_refused() {
    assertViolated(
        () -> assertThat(Traffic.REFUSED.connection()).isEstablished(),
        "ConnectionAssert.isEstablished.refused");
  }

  @Test
  void should_not_tell_if_it_is_older_than_the_capture() {
    assertCannotTell(
        () -> assertThat(Traffic.NEVER_CLOSED.recording().from(4).connection()).isEstablished(),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () -> assertThat(Traffic.NEVER_CLOSED.recording().dropping(3).connection()).isEstablished(),
        "the capture dropped 3 frames");
  }
}
