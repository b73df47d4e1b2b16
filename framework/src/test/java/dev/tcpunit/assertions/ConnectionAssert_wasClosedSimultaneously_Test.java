package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_wasClosedSimultaneously_Test {
  @Test
  void should_hold_if_neither_FIN_acknowledges_the_other() {
    assertThat(Traffic.SIMULTANEOUS_CLOSE.connection()).wasClosedSimultaneously().hasCleanFin();
  }

  @Test
  void should_fail_if_one_FIN_answers_the_other() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).wasClosedSimultaneously(),
        "ConnectionAssert.wasClosedSimultaneously");
  }

  @Test
  void should_fail_if_one_side_aborts() {
    assertViolated(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).wasClosedSimultaneously(),
        "ConnectionAssert.wasClosedSimultaneously.reset");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().summary().connection()).wasClosedSimultaneously(),
        "the analysis kept no segments");
  }
}
