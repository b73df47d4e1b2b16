package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_wasRefused_Test {
  @Test
  void should_hold_if_nobody_listens() {
    assertThat(Traffic.REFUSED.connection()).wasRefused();
  }

  @Test
  void should_fail_if_it_was_accepted() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).wasRefused(), "ConnectionAssert.wasRefused");
  }

  @Test
  void should_fail_if_the_SYN_gets_no_answer() {
    assertViolated(
        () -> assertThat(Traffic.UNANSWERED.connection()).wasRefused(),
        "ConnectionAssert.wasRefused.unanswered");
  }

  @Test
  void should_not_tell_if_the_answer_may_be_yet_to_come() {
    assertCannotTell(
        () -> assertThat(Traffic.UNANSWERED.recording().endingWith(7).connection()).wasRefused(),
        "the capture ended 0.000 ms after the last segment");
  }
}
