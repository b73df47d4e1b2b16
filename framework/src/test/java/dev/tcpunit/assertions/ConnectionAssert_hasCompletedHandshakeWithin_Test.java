package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasCompletedHandshakeWithin_Test {
  @Test
  void should_hold_if_it_took_no_longer() {
    assertThat(Traffic.UPLOAD.connection()).hasCompletedHandshakeWithin(Duration.ofSeconds(30));
  }

  @Test
  void should_fail_if_it_took_longer() {
    assertViolated(
        () ->
            assertThat(Traffic.UPLOAD.connection())
                .hasCompletedHandshakeWithin(Duration.ofNanos(1)),
        "ConnectionAssert.hasCompletedHandshakeWithin");
  }

  @Test
  void should_fail_if_it_was_refused() {
    assertViolated(
        () ->
            assertThat(Traffic.REFUSED.connection())
                .hasCompletedHandshakeWithin(Duration.ofSeconds(1)),
        "ConnectionAssert.hasCompletedHandshakeWithin.refused");
  }

  @Test
  void should_not_tell_if_it_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection())
                .hasCompletedHandshakeWithin(Duration.ofSeconds(1)),
        "the connection is older than the capture");
  }
}
