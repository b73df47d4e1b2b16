package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceAssert_reusesConnections_Test {
  @Test
  void should_hold_if_one_connection_takes_all_requests() {
    assertThat(Traffic.KEPT_ALIVE.trace()).reusesConnections();
  }

  @Test
  void should_fail_if_each_request_opens_its_own() {
    assertViolated(
        () -> assertThat(Traffic.THREE_CONNECTIONS.trace()).reusesConnections(),
        "TraceAssert.reusesConnections");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () -> assertThat(Traffic.KEPT_ALIVE.recording().dropping(3).trace()).reusesConnections(),
        "the capture dropped 3 frames");
  }
}
