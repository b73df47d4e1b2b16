package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
  void should_hold_if_a_close_notify_is_answered_by_RST() {
    assertThat(Traffic.CLOSE_NOTIFY_AFTER_CLOSE.connection()).losesNoDataOnClose();
  }

  @Test
  void should_not_tell_if_a_close_notify_may_be_padded() {
    assertCannotTell(
        () -> assertThat(Traffic.PADDED_CLOSE_NOTIFY_AFTER_CLOSE.connection()).losesNoDataOnClose(),
        "what met a closed socket may be a TLS alert, as a close_notify is, or data");
  }

  @Test
  void should_not_tell_if_what_may_be_a_close_notify_was_not_captured() {
    thenMayBeAlert(Traffic.CLOSE_NOTIFY_AFTER_CLOSE.recording().headersOnly().connection());
    thenMayBeAlert(Traffic.CLOSE_NOTIFY_AFTER_CLOSE.recording().cutTo(80).connection());
    thenMayBeAlert(afterClose(24));
    thenMayBeAlert(afterClose(53));
  }

  private static void thenMayBeAlert(Connection connection) {
    assertCannotTell(
        () -> assertThat(connection).losesNoDataOnClose(),
        "what met a closed socket has the size of a TLS alert, as a close_notify is: @CaptureTcp");
  }

  @Test
  void should_fail_if_data_of_the_size_of_an_alert_is_answered_by_RST() {
    assertThatThrownBy(
            () -> assertThat(Traffic.FEW_BYTES_AFTER_CLOSE.connection()).losesNoDataOnClose())
        .hasMessageContaining(
            "the server aborted with RST before 24 bytes of the client had been acknowledged");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 23, 54, 1000})
  void should_fail_if_what_is_answered_by_RST_has_another_size(int bytes) {
    assertThatThrownBy(() -> assertThat(afterClose(bytes)).losesNoDataOnClose())
        .hasMessageContaining("aborted with RST before");
  }

  private static Connection afterClose(int bytes) {
    return Scenario.trace(
            """
            0.000000 > [S] 0 win 9000
            0.000009 < [S.] 0 ack 1 win 9000
            0.000016 > [.] ack 1 win 9000
            0.000100 > [P.] 1:101 ack 1 win 9000
            0.000110 < [P.] 1:101 ack 101 win 9000
            0.000120 < [F.] 101 ack 101 win 9000
            0.000130 > [.] ack 102 win 9000
            0.000200 > [P.] 101:%d ack 102 win 9000
            0.000210 < [R] 102 win 0
            """
                .formatted(101 + bytes),
            VantagePoint.BOTH)
        .connections()
        .get(0);
  }

  @Test
  void should_not_tell_if_a_RST_comes_after_all_was_acknowledged() {
    assertCannotTell(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).losesNoDataOnClose(),
        "all was acknowledged, but packets do not show what was read");
  }

  /** Half-closed, kept alive in vain, and given up: all may have been read. */
  @Test
  void should_not_tell_if_the_side_that_had_closed_gave_up() {
    thenNotToldWhatWasRead(
        """
        0.000500 < [.] 101 ack 102 win 9000
        60.000000 > [.] 101 ack 101 win 9000
        61.000000 > [.] 101 ack 101 win 9000
        62.000000 > [R.] 102 ack 101 win 9000
        """,
        "cause:    the server did not answer any more, and the client gave up (likely)");
  }

  /** Linux keeps what has closed in FIN-WAIT-2 for a minute, and then knows nothing of it. */
  @Test
  void should_not_tell_if_the_answer_to_the_close_came_too_late() {
    thenNotToldWhatWasRead(
        """
        0.000500 < [.] 101 ack 102 win 9000
        90.000000 < [F.] 101 ack 102 win 9000
        90.000100 > [R] 102 win 0
        """,
        "cause:    the client had closed, and its socket was gone when FIN #8 came (likely)");
  }

  @Test
  void should_not_tell_if_a_RST_comes_long_after_its_own_FIN() {
    thenNotToldWhatWasRead(
        """
        0.000500 < [.] 101 ack 102 win 9000
        5.000000 > [R.] 102 ack 101 win 0
        """,
        "SO_LINGER 0");
  }

  private static void thenNotToldWhatWasRead(String end, String cause) {
    Connection connection =
        Scenario.trace(
                """
                0.000000 > [S] 0 win 9000
                0.000009 < [S.] 0 ack 1 win 9000
                0.000016 > [.] 1 ack 1 win 9000
                0.000100 > [P.] 1:101 ack 1 win 9000
                0.000110 < [P.] 1:101 ack 101 win 9000
                0.000120 > [F.] 101 ack 101 win 9000
                """
                    + end,
                VantagePoint.BOTH)
            .connections()
            .get(0);

    assertCannotTell(
        () -> assertThat(connection).losesNoDataOnClose(),
        "all was acknowledged, but packets do not show what was read");
    assertThatThrownBy(() -> assertThat(connection).hasCleanFin()).hasMessageContaining(cause);
  }

  @Test
  void should_not_tell_if_nobody_closes() {
    assertCannotTell(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).losesNoDataOnClose(),
        "the capture does not show it closed");
  }
}
