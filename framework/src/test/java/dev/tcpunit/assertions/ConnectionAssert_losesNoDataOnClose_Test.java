package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_losesNoDataOnClose_Test {
  @Test
  void should_hold_if_both_sides_close() {
    assertThat(Traffic.UPLOAD_WITH_RESPONSE.connection()).losesNoDataOnClose();
  }

  @Test
  void should_fail_if_received_data_was_not_read() {
    assertViolated(
        () -> assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.connection()).losesNoDataOnClose(),
        "ConnectionAssert.losesNoDataOnClose");
  }

  @Test
  void should_fail_if_data_is_answered_by_RST() {
    assertViolated(
        () -> assertThat(Traffic.DATA_AFTER_CLOSE.connection()).losesNoDataOnClose(),
        "ConnectionAssert.losesNoDataOnClose.unacknowledged");
  }

  @Test
  void should_not_tell_if_a_RST_comes_after_all_was_acknowledged() {
    assertCannotTell(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).losesNoDataOnClose(),
        "all was acknowledged, but packets do not show what was read");
  }

  @Test
  void should_not_tell_if_nobody_closes() {
    assertCannotTell(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).losesNoDataOnClose(),
        "the capture does not show it closed");
  }
}
