package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasHistory_Test {
  @Test
  void should_hold_if_that_was_sent_in_this_order() {
    assertThat(Traffic.UPLOAD.connection()).hasHistory("ShADaFf");
    assertThat(Traffic.REFUSED.connection()).hasHistory("Sr");
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasHistory("ShADaR");
  }

  @Test
  void should_fail_if_something_else_was_sent() {
    assertViolated(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasHistory("ShADaFf"),
        "ConnectionAssert.hasHistory");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().summary().connection()).hasHistory("ShADaFf"),
        "the analysis kept no segments");
  }
}
