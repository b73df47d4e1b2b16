package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_lastsAtMost_Test {
  @Test
  void should_hold_if_it_lasted_no_longer() {
    assertThat(Traffic.UPLOAD.connection()).lastsAtMost(Duration.ofSeconds(20));
  }

  @Test
  void should_fail_if_it_lasted_longer() {
    assertViolated(
        () ->
            assertThat(Traffic.TIMED_OUT_THRICE.recording().untilRepaired().connection())
                .lastsAtMost(Duration.ofMillis(500)),
        "ConnectionAssert.lastsAtMost");
  }

  @Test
  void should_not_tell_if_it_was_not_closed() {
    assertCannotTell(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).lastsAtMost(Duration.ofSeconds(20)),
        "it was still open when the capture ended");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection())
                .lastsAtMost(Duration.ofSeconds(20)),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .lastsAtMost(Duration.ofSeconds(20)),
        "the capture dropped 3 frames");
  }
}
