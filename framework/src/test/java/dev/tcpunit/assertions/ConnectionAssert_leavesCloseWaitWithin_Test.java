package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_leavesCloseWaitWithin_Test {
  @Test
  void should_hold_if_the_other_side_closes_in_time() {
    assertThat(Traffic.UPLOAD.connection()).leavesCloseWaitWithin(Duration.ofSeconds(30));
  }

  @Test
  void should_fail_if_the_other_side_closes_too_late() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).leavesCloseWaitWithin(Duration.ofNanos(1)),
        "ConnectionAssert.leavesCloseWaitWithin");
  }

  @Test
  void should_fail_if_the_other_side_never_closes() {
    assertViolated(
        () ->
            assertThat(Traffic.NEVER_CLOSED_BY_SERVER.connection())
                .leavesCloseWaitWithin(Duration.ofMillis(500)),
        "ConnectionAssert.leavesCloseWaitWithin.never");
  }

  @Test
  void should_not_tell_if_the_capture_ended_within_the_time() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_CLOSED_BY_SERVER.connection())
                .leavesCloseWaitWithin(Duration.ofHours(1)),
        "the capture ended 600.000 ms after #11, which is within the limit");
  }

  @Test
  void should_not_tell_if_nobody_closes() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_CLOSED.connection())
                .leavesCloseWaitWithin(Duration.ofSeconds(1)),
        "no side has sent FIN");
  }

  @Test
  void should_hold_if_a_reset_or_a_close_at_the_same_time_leaves_no_side_in_close_wait() {
    Connection crossed =
        play(
            """
            0.030000 > [F.] 1 ack 1 win 502
            1.030000 < [F.] 1 ack 1 win 508
            1.040000 > [.] 2 ack 2 win 502
            1.050000 < [.] 2 ack 2 win 508
            """);

    assertThat(Traffic.RESET_BY_LINGER_0.connection()).leavesCloseWaitWithin(Duration.ofNanos(1));
    assertThat(crossed).leavesCloseWaitWithin(Duration.ofNanos(1));
  }

  @Test
  void should_count_from_when_all_that_comes_before_the_fin_has_arrived() {
    Connection late =
        play(
            """
            0.030000 > [F.] 101 ack 1 win 502
            0.230000 > [P.] 1:101 ack 1 win 502
            0.231000 < [F.] 1 ack 102 win 508
            0.240000 > [.] 102 ack 2 win 502
            """);

    assertThat(late).leavesCloseWaitWithin(Duration.ofMillis(1));
    assertThatThrownBy(() -> assertThat(late).leavesCloseWaitWithin(Duration.ofNanos(999_999)))
        .hasMessageContaining("but the server closed 1.000 ms after #5:");
  }

  private static Connection play(String segments) {
    String opened =
        """
        0.000000 > [S] 0 win 64240 <mss 1460,wscale 7>
        0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,wscale 7>
        0.020000 > [.] 1 ack 1 win 502
        """;
    return Scenario.trace(opened + segments).connections().get(0);
  }
}
