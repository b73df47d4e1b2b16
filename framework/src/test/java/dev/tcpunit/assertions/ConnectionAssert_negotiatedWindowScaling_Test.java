package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_negotiatedWindowScaling_Test {
  @Test
  void should_hold_if_both_sides_offer_it() {
    assertThat(Traffic.UPLOAD.connection()).negotiatedWindowScaling();
    assertThat(Traffic.UPLOAD.recording().summary().connection()).negotiatedWindowScaling();
  }

  @Test
  void should_fail_if_neither_side_offers_it() {
    assertViolated(
        () -> assertThat(Traffic.PLAIN.connection()).negotiatedWindowScaling(),
        "ConnectionAssert.negotiatedWindowScaling");
  }

  @Test
  void should_not_tell_if_the_SYN_was_not_captured() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().from(2).connection()).negotiatedWindowScaling(),
        "not both SYN and SYN-ACK were captured");
  }
}
