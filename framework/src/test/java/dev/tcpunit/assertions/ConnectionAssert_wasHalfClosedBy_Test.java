package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Role;
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

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.HALF_CLOSE.recording().summary().connection())
                .wasHalfClosedBy(Role.CLIENT),
        "the analysis kept no segments");
  }
}
