package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class TraceAssert_retriesOnNewConnection_Test {
  @Test
  void should_hold_if_another_connection_follows() {
    assertThat(Traffic.RETRIED.trace()).retriesOnNewConnection();
  }

  @Test
  void should_fail_if_none_follows() {
    assertViolated(
        () -> assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.trace()).retriesOnNewConnection(),
        "TraceAssert.retriesOnNewConnection");
  }

  @Test
  void should_fail_if_none_follows_one_that_was_given_up() {
    assertViolated(
        () -> assertThat(LinkTraffic.NEVER_REPAIRED.recording().trace()).retriesOnNewConnection(),
        "TraceAssert.retriesOnNewConnection.givenUp");
  }

  @Test
  void should_not_tell_if_nothing_broke() {
    assertCannotTell(
        () -> assertThat(Traffic.THREE_CONNECTIONS.trace()).retriesOnNewConnection(),
        "no connection broke before its last request was answered");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    for (Traffic traffic : new Traffic[] {Traffic.RETRIED, Traffic.CLOSED_WITH_DATA_UNREAD}) {
      assertCannotTell(
          () -> assertThat(traffic.recording().dropping(3).trace()).retriesOnNewConnection(),
          "the capture dropped 3 frames");
    }
  }
}
