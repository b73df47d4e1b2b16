package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoIdleLongerThan_Test {
  @Test
  void should_hold_if_every_pause_is_shorter() {
    assertThat(Traffic.TIMED_OUT_THRICE.connection()).hasNoIdleLongerThan(Duration.ofSeconds(20));
  }

  @Test
  void should_fail_if_one_is_longer() {
    assertViolated(
        () ->
            assertThat(Traffic.TIMED_OUT_THRICE.recording().untilRepaired().connection())
                .hasNoIdleLongerThan(Duration.ofMillis(700)),
        "ConnectionAssert.hasNoIdleLongerThan");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection())
                .hasNoIdleLongerThan(Duration.ofSeconds(20)),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .hasNoIdleLongerThan(Duration.ofSeconds(20)),
        "the capture dropped 3 frames");
  }

  @Test
  void should_say_that_both_sides_wait_for_each_other() {
    assertViolated(
        () ->
            assertThat(Traffic.STUCK_UPLOAD.connection())
                .hasNoIdleLongerThan(Duration.ofMillis(90)),
        "ConnectionAssert.hasNoIdleLongerThan.stuck");
  }
}
