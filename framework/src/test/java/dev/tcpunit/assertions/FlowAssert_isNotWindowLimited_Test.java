package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class FlowAssert_isNotWindowLimited_Test {
  @Test
  void should_hold_if_the_window_was_larger_than_what_was_sent() {
    assertThat(Traffic.UPLOAD.connection().clientToServer()).isNotWindowLimited();
  }

  @Test
  void should_fail_if_the_window_was_used_up() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.WINDOW_FILLED_ONCE
                        .recording()
                        .untilWindowOpened()
                        .connection()
                        .clientToServer())
                .isNotWindowLimited(),
        "FlowAssert.isNotWindowLimited");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .isNotWindowLimited(),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection().clientToServer())
                .isNotWindowLimited(),
        "the connection is older than the capture");
  }
}
