package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import org.junit.jupiter.api.Test;

class FlowAssert_hasReceiveWindowAtLeast_Test {
  @Test
  void should_hold_if_no_window_was_smaller() {
    assertThat(Traffic.UPLOAD.connection().serverToClient()).hasReceiveWindowAtLeast(30_000);
  }

  @Test
  void should_fail_if_one_was() {
    assertViolated(
        () -> assertThat(closed()).hasReceiveWindowAtLeast(1000),
        "FlowAssert.hasReceiveWindowAtLeast");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().serverToClient())
                .hasReceiveWindowAtLeast(1000),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection().serverToClient())
                .hasReceiveWindowAtLeast(1000),
        "the connection is older than the capture");
  }

  /** Until the window is closed. */
  private static Flow closed() {
    return Traffic.WINDOW_FILLED_ONCE
        .recording()
        .endingWhen(c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0)
        .connection()
        .serverToClient();
  }
}
