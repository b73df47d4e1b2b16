package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoResetAfterFin_Test {
  @Test
  void should_hold_if_a_RST_comes_without_any_FIN() {
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasNoResetAfterFin();
  }

  @Test
  void should_fail_if_a_socket_is_closed_with_data_unread() {
    assertViolated(
        () -> assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.connection()).hasNoResetAfterFin(),
        "ConnectionAssert.hasNoResetAfterFin");
  }

  @Test
  void should_fail_if_data_arrives_after_the_close() {
    assertViolated(
        () -> assertThat(Traffic.DATA_AFTER_CLOSE.connection()).hasNoResetAfterFin(),
        "ConnectionAssert.hasNoResetAfterFin.dataAfterClose");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.recording().summary().connection())
                .hasNoResetAfterFin(),
        "the analysis kept no segments");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).hasNoResetAfterFin(),
        "the capture dropped 3 frames");
  }
}
