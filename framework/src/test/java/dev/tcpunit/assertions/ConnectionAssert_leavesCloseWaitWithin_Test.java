package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

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
}
