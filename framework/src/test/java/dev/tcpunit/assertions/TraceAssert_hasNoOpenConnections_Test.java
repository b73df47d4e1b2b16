package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceAssert_hasNoOpenConnections_Test {
  @Test
  void should_hold_if_each_was_closed_or_never_opened() {
    assertThat(Traffic.THREE_CONNECTIONS.trace()).hasNoOpenConnections();
    assertThat(Traffic.RESET_BY_LINGER_0.trace()).hasNoOpenConnections();
    assertThat(Traffic.REFUSED.trace()).hasNoOpenConnections();
  }

  @Test
  void should_fail_if_nobody_closed() {
    assertViolated(
        () -> assertThat(Traffic.NEVER_CLOSED.trace()).hasNoOpenConnections(),
        "TraceAssert.hasNoOpenConnections");
  }

  @Test
  void should_fail_if_one_side_did_not_close() {
    assertViolated(
        () -> assertThat(Traffic.NEVER_CLOSED_BY_SERVER.trace()).hasNoOpenConnections(),
        "TraceAssert.hasNoOpenConnections.closeWait");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    for (Traffic traffic : new Traffic[] {Traffic.UPLOAD, Traffic.NEVER_CLOSED}) {
      assertCannotTell(
          () -> assertThat(traffic.recording().dropping(3).trace()).hasNoOpenConnections(),
          "the capture dropped 3 frames");
    }
  }
}
