package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoDataAfterPeerFin_Test {
  @Test
  void should_hold_if_each_side_closes_after_all_data() {
    assertThat(Traffic.UPLOAD_WITH_RESPONSE.connection()).hasNoDataAfterPeerFin();
  }

  @Test
  void should_hold_if_nobody_closes() {
    assertThat(Traffic.NEVER_CLOSED.connection()).hasNoDataAfterPeerFin();
  }

  @Test
  void should_fail_if_a_half_closed_connection_is_answered() {
    assertViolated(
        () -> assertThat(Traffic.HALF_CLOSE.connection()).hasNoDataAfterPeerFin(),
        "ConnectionAssert.hasNoDataAfterPeerFin");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.HALF_CLOSE.recording().summary().connection())
                .hasNoDataAfterPeerFin(),
        "the analysis kept no segments");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).hasNoDataAfterPeerFin(),
        "the capture dropped 3 frames");
  }
}
