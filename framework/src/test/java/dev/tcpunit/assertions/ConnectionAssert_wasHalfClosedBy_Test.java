package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import org.junit.jupiter.api.Test;

class ConnectionAssert_wasHalfClosedBy_Test {
  @Test
  void should_hold_if_the_other_side_answers_after_the_FIN() {
    assertThat(Traffic.HALF_CLOSE.connection()).wasHalfClosedBy(Role.CLIENT);
  }

  @Test
  void should_hold_if_the_other_side_has_not_closed() {
    assertThat(Traffic.NEVER_CLOSED_BY_SERVER.connection()).wasHalfClosedBy(Role.CLIENT);
  }

  @Test
  void should_fail_if_both_sides_close_with_nothing_between() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).wasHalfClosedBy(Role.CLIENT),
        "ConnectionAssert.wasHalfClosedBy");
  }

  @Test
  void should_fail_if_the_other_side_closed_first() {
    assertViolated(
        () -> assertThat(Traffic.CLOSED_BY_SERVER.connection()).wasHalfClosedBy(Role.CLIENT),
        "ConnectionAssert.wasHalfClosedBy.other");
  }

  /** As close() does where shutdownOutput() was meant. */
  @Test
  void should_fail_if_both_directions_were_closed_and_data_came_in_vain() {
    assertViolated(
        () -> assertThat(Traffic.DATA_AFTER_CLOSE.connection()).wasHalfClosedBy(Role.SERVER),
        "ConnectionAssert.wasHalfClosedBy.both");
  }

  @Test
  void should_hold_if_the_answer_was_taken_before_a_reset() {
    Trace taken =
        Scenario.trace(
            """
            0.000 > [S] 0 win 64240
            0.010 < [S.] 0 ack 1 win 64240
            0.011 > [.] ack 1 win 64240
            0.012 > [F.] 1 ack 1 win 64240
            0.022 < [P.] 1:101 ack 2 win 64240
            0.023 > [.] ack 101 win 64240
            0.033 > [R.] 2 ack 101 win 64240
            """);

    assertThat(taken.connections().get(0)).wasHalfClosedBy(Role.CLIENT);
  }

  /** A close() of both directions would look the same: its RST may be about to come. */
  @Test
  void should_not_tell_if_the_answer_was_neither_taken_nor_refused() {
    Trace open =
        Scenario.trace(
            """
            0.000 > [S] 0 win 64240
            0.010 < [S.] 0 ack 1 win 64240
            0.011 > [.] ack 1 win 64240
            0.012 > [F.] 1 ack 1 win 64240
            0.022 < [.] 1 ack 2 win 64240
            0.032 < [P.] 1:101 ack 2 win 64240
            """);

    assertCannotTell(
        () -> assertThat(open.connections().get(0)).wasHalfClosedBy(Role.CLIENT),
        "no ACK and no RST of the client has answered it");
  }

  @Test
  void should_not_tell_if_frames_of_that_side_are_missing() {
    Trace missed =
        Scenario.trace(
            """
            0.000 > [S] 0 win 64240
            0.010 < [S.] 0 ack 1 win 64240
            0.011 > [.] ack 1 win 64240
            0.013 > [F.] 101 ack 1 win 64240
            0.022 < [P.] 1:101 ack 102 win 64240
            0.033 > [R] 102 win 0
            """);

    assertCannotTell(
        () -> assertThat(missed.connections().get(0)).wasHalfClosedBy(Role.CLIENT), "the capture");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.HALF_CLOSE.recording().summary().connection())
                .wasHalfClosedBy(Role.CLIENT),
        "the analysis kept no segments");
  }
}
