package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceAssert_hasNoHalfOpenConnections_Test {
  @Test
  void should_hold_if_each_SYN_is_answered() {
    assertThat(Traffic.UPLOAD.trace()).hasNoHalfOpenConnections();
    assertThat(Traffic.REFUSED.trace()).hasNoHalfOpenConnections();
  }

  @Test
  void should_fail_if_a_SYN_is_not() {
    assertViolated(
        () -> assertThat(Traffic.UNANSWERED.trace()).hasNoHalfOpenConnections(),
        "TraceAssert.hasNoHalfOpenConnections");
  }

  @Test
  void should_not_tell_if_there_is_no_connection() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().without(1, 2, 3, 4, 5, 6, 7, 8, 9).trace())
                .hasNoHalfOpenConnections(),
        "no connection was captured");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UNANSWERED.recording().dropping(3).trace())
                .hasNoHalfOpenConnections(),
        "the capture dropped 3 frames");
  }
}
