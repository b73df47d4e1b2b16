package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_usedFastOpen_Test {
  @Test
  void should_hold_if_the_data_of_the_SYN_is_acknowledged_by_the_SYN_ACK() {
    assertThat(Traffic.FAST_OPEN.connection()).usedFastOpen();
  }

  @Test
  void should_fail_if_the_SYN_carries_no_data() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).usedFastOpen(),
        "ConnectionAssert.usedFastOpen");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () -> assertThat(Traffic.FAST_OPEN.recording().summary().connection()).usedFastOpen(),
        "the analysis kept no segments");
  }
}
