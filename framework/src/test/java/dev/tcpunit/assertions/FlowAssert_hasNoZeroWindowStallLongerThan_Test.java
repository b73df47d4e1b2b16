package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class FlowAssert_hasNoZeroWindowStallLongerThan_Test {
  @Test
  void should_hold_if_the_window_was_never_closed() {
    assertThat(Traffic.UPLOAD.connection().serverToClient())
        .hasNoZeroWindowStallLongerThan(Duration.ofMillis(100));
  }

  @Test
  void should_hold_if_it_was_not_closed_for_so_long() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection().serverToClient())
        .hasNoZeroWindowStallLongerThan(Duration.ofSeconds(30));
  }

  @Test
  void should_fail_if_it_was_closed_for_longer() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.ZERO_WINDOW_PROBED
                        .recording()
                        .untilZeroWindowOpened()
                        .connection()
                        .serverToClient())
                .hasNoZeroWindowStallLongerThan(Duration.ofSeconds(1)),
        "FlowAssert.hasNoZeroWindowStallLongerThan");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().serverToClient())
                .hasNoZeroWindowStallLongerThan(Duration.ofMillis(100)),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection().serverToClient())
                .hasNoZeroWindowStallLongerThan(Duration.ofMillis(100)),
        "the connection is older than the capture");
  }
}
