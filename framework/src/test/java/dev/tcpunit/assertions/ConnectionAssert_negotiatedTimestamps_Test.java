package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_negotiatedTimestamps_Test {
  @Test
  void should_hold_if_both_sides_offer_it() {
    assertThat(Traffic.UPLOAD.connection()).negotiatedTimestamps();
    assertThat(Traffic.UPLOAD.recording().summary().connection()).negotiatedTimestamps();
  }

  @Test
  void should_fail_if_neither_side_offers_it() {
    assertViolated(
        () -> assertThat(Traffic.PLAIN.connection()).negotiatedTimestamps(),
        "ConnectionAssert.negotiatedTimestamps");
  }

  @Test
  void should_not_tell_if_the_SYN_was_not_captured() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().from(2).connection()).negotiatedTimestamps(),
        "not both SYN and SYN-ACK were captured");
  }
}
