package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceAssert_hasNoReusedPorts_Test {
  @Test
  void should_hold_if_each_connection_has_a_port_of_its_own() {
    assertThat(Traffic.THREE_CONNECTIONS.trace()).hasNoReusedPorts();
  }

  @Test
  void should_fail_if_a_port_is_used_again() {
    assertViolated(
        () -> assertThat(Traffic.PORT_USED_AGAIN.trace()).hasNoReusedPorts(),
        "TraceAssert.hasNoReusedPorts");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.THREE_CONNECTIONS.recording().dropping(3).trace())
                .hasNoReusedPorts(),
        "the capture dropped 3 frames");
  }
}
