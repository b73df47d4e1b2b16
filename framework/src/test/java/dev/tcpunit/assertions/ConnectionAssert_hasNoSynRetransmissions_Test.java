package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoSynRetransmissions_Test {
  @Test
  void should_hold_if_the_SYN_was_answered() {
    assertThat(Traffic.UPLOAD.connection()).hasNoSynRetransmissions();
  }

  @Test
  void should_fail_if_the_SYN_was_sent_again() {
    assertViolated(
        () -> assertThat(Traffic.SYN_SENT_AGAIN.connection()).hasNoSynRetransmissions(),
        "ConnectionAssert.hasNoSynRetransmissions");
  }

  @Test
  void should_not_tell_if_it_is_older_than_the_capture() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().from(4).connection()).hasNoSynRetransmissions(),
        "the connection is older than the capture");
  }
}
