package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_wasCapturedFromStart_Test {
  @Test
  void should_hold_if_the_SYN_is_there() {
    assertThat(Traffic.UPLOAD.connection()).wasCapturedFromStart();
    assertThat(Traffic.REFUSED.connection()).wasCapturedFromStart();
  }

  @Test
  void should_fail_if_the_capture_began_later() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.recording().from(4).connection()).wasCapturedFromStart(),
        "ConnectionAssert.wasCapturedFromStart");
  }
}
