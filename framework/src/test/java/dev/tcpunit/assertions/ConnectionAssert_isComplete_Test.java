package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_isComplete_Test {
  @Test
  void should_hold_if_it_was_opened_used_and_closed() {
    assertThat(Traffic.UPLOAD.connection()).isComplete();
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).isComplete();
    assertThat(Traffic.UPLOAD.recording().summary().connection()).isComplete();
  }

  @Test
  void should_fail_if_nobody_closes() {
    assertViolated(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).isComplete(),
        "ConnectionAssert.isComplete");
  }

  @Test
  void should_fail_if_it_is_older_than_the_capture() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.recording().from(4).connection()).isComplete(),
        "ConnectionAssert.isComplete.older");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () -> assertThat(Traffic.NEVER_CLOSED.recording().dropping(3).connection()).isComplete(),
        "the capture dropped 3 frames");
  }
}
