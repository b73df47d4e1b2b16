package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_negotiatedMss_Test {
  @Test
  void should_hold_if_the_smaller_offer_is_that() {
    assertThat(Traffic.UPLOAD.connection()).negotiatedMss(65495);
    assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).negotiatedMss(65495);
  }

  @Test
  void should_fail_if_it_is_another() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).negotiatedMss(1460),
        "ConnectionAssert.negotiatedMss");
  }

  @Test
  void should_not_tell_if_the_SYN_was_not_captured() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().from(2).connection()).negotiatedMss(65495),
        "not both SYN and SYN-ACK were captured");
  }
}
