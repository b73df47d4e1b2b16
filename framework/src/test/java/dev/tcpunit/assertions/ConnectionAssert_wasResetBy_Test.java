package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import org.junit.jupiter.api.Test;

class ConnectionAssert_wasResetBy_Test {
  @Test
  void should_hold_if_the_RST_follows_a_FIN() {
    assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.connection()).wasResetBy(Role.SERVER);
  }

  @Test
  void should_hold_if_the_RST_stands_in_place_of_a_FIN() {
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).wasResetBy(Role.CLIENT);
  }

  @Test
  void should_fail_if_the_other_side_did() {
    assertViolated(
        () -> assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.connection()).wasResetBy(Role.CLIENT),
        "ConnectionAssert.wasResetBy");
  }

  @Test
  void should_fail_if_nobody_closes() {
    assertViolated(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).wasResetBy(Role.CLIENT),
        "ConnectionAssert.wasResetBy.open");
  }

  @Test
  void should_fail_if_the_RST_was_not_accepted() {
    assertViolated(
        () -> assertThat(resetOutsideTheWindow().connections().get(0)).wasResetBy(Role.SERVER),
        "ConnectionAssert.wasResetBy.ignored");
  }

  @Test
  void should_not_tell_if_frames_were_dropped_that_may_have_reset_it() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).wasResetBy(Role.CLIENT),
        "the capture dropped 3 frames");
  }

  private static Trace resetOutsideTheWindow() {
    return Scenario.trace(
        """
        0.000 > [S] 0 win 64240
        0.010 < [S.] 0 ack 1 win 64240
        0.011 > [.] ack 1 win 64240
        0.012 > [P.] 1:101 ack 1 win 64240
        0.022 < [.] ack 101 win 64240
        0.030 < [R] 90000001 win 0
        0.040 > [P.] 101:201 ack 1 win 64240
        0.050 < [.] ack 201 win 64240
        0.060 > [F.] 201 ack 1 win 64240
        0.070 < [F.] 1 ack 202 win 64240
        0.080 > [.] ack 2 win 64240
        """);
  }
}
