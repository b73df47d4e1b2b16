package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Role;
import org.junit.jupiter.api.Test;

class ConnectionAssert_wasAbortedBy_Test {
  @Test
  void should_hold_if_the_side_sends_RST_in_place_of_FIN() {
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).wasAbortedBy(Role.CLIENT);
  }

  @Test
  void should_hold_if_the_side_gave_up_what_it_sent_in_vain() {
    assertThat(LinkTraffic.NEVER_REPAIRED.connection()).wasAbortedBy(Role.CLIENT);
  }

  @Test
  void should_hold_if_frames_were_dropped_for_the_RST_was_seen() {
    assertThat(Traffic.RESET_BY_LINGER_0.recording().dropping(3).connection())
        .wasAbortedBy(Role.CLIENT);
  }

  @Test
  void should_fail_if_the_side_had_sent_FIN_before() {
    assertViolated(
        () -> assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.connection()).wasAbortedBy(Role.SERVER),
        "ConnectionAssert.wasAbortedBy");
  }

  @Test
  void should_fail_if_the_other_side_aborted() {
    assertViolated(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).wasAbortedBy(Role.SERVER),
        "ConnectionAssert.wasAbortedBy.other");
  }

  @Test
  void should_fail_if_both_sides_close() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).wasAbortedBy(Role.CLIENT),
        "ConnectionAssert.wasAbortedBy.closed");
  }

  @Test
  void should_fail_if_the_connection_was_refused() {
    assertViolated(
        () -> assertThat(Traffic.REFUSED.connection()).wasAbortedBy(Role.SERVER),
        "ConnectionAssert.wasAbortedBy.refused");
  }

  @Test
  void should_not_tell_if_the_capture_dropped_what_came_last() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_CLOSED.recording().dropping(3).connection())
                .wasAbortedBy(Role.CLIENT),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_no_segments_were_kept() {
    assertCannotTell(
        () ->
            assertThat(Traffic.RESET_BY_LINGER_0.recording().summary().connection())
                .wasAbortedBy(Role.CLIENT),
        "the analysis kept no segments");
  }
}
