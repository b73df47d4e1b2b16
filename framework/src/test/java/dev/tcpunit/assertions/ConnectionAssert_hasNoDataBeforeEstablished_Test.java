package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoDataBeforeEstablished_Test {
  @Test
  void should_hold_if_data_follows_the_handshake() {
    assertThat(Traffic.UPLOAD.connection()).hasNoDataBeforeEstablished();
  }

  @Test
  void should_fail_if_the_SYN_carries_data() {
    assertViolated(
        () -> assertThat(Traffic.FAST_OPEN.connection()).hasNoDataBeforeEstablished(),
        "ConnectionAssert.hasNoDataBeforeEstablished");
  }

  @Test
  void should_not_tell_if_it_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection())
                .hasNoDataBeforeEstablished(),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().summary().connection())
                .hasNoDataBeforeEstablished(),
        "the analysis kept no segments");
  }
}
