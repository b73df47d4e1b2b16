package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_negotiatedEcn_Test {
  @Test
  void should_hold_if_both_sides_agree() {
    assertThat(Traffic.ECN.connection()).negotiatedEcn();
  }

  @Test
  void should_fail_if_nobody_asks_for_it() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).negotiatedEcn(),
        "ConnectionAssert.negotiatedEcn");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () -> assertThat(Traffic.ECN.recording().summary().connection()).negotiatedEcn(),
        "the analysis kept no segments");
  }

  @Test
  void should_not_tell_if_the_SYN_was_not_captured() {
    assertCannotTell(
        () -> assertThat(Traffic.ECN.recording().from(2).connection()).negotiatedEcn(),
        "not both SYN and SYN-ACK were captured");
  }
}
