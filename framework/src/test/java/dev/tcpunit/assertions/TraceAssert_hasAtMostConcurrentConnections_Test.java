package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceAssert_hasAtMostConcurrentConnections_Test {
  @Test
  void should_hold_if_connections_follow_each_other() {
    assertThat(Traffic.THREE_CONNECTIONS.trace()).hasAtMostConcurrentConnections(1);
  }

  @Test
  void should_fail_if_more_are_open() {
    assertViolated(
        () -> assertThat(Traffic.UNANSWERED.trace()).hasAtMostConcurrentConnections(1),
        "TraceAssert.hasAtMostConcurrentConnections");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.THREE_CONNECTIONS.recording().dropping(3).trace())
                .hasAtMostConcurrentConnections(1),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_no_connection_was_opened() {
    assertCannotTell(
        () -> assertThat(Traffic.REFUSED.trace()).hasAtMostConcurrentConnections(1),
        "1 attempt to connect, refused or not answered: no connection was opened");
  }
}
