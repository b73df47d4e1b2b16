package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Connection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_closesWithin_Test {
  @Test
  void should_hold_if_the_close_takes_no_longer() {
    assertThat(Traffic.UPLOAD.connection()).closesWithin(Duration.ofSeconds(30));
    assertThat(Traffic.RESET_BY_LINGER_0.connection()).closesWithin(Duration.ZERO);
  }

  @Test
  void should_fail_if_the_close_takes_longer() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.connection()).closesWithin(Duration.ofNanos(1)),
        "ConnectionAssert.closesWithin");
  }

  @Test
  void should_fail_if_nobody_closes() {
    assertViolated(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).closesWithin(Duration.ofMillis(100)),
        "ConnectionAssert.closesWithin.notClosed");
  }

  @Test
  void should_not_tell_that_nobody_closes_if_the_capture_ended_within_the_time() {
    Recording open = Traffic.NEVER_CLOSED.recording();
    Connection atOnce = open.endingWith(open.frames().size()).connection();
    String reason = "the capture ended 0.000 ms after the last segment, which is within the limit";

    assertCannotTell(() -> assertThat(atOnce).closesWithin(Duration.ZERO), reason);
    assertCannotTell(() -> assertThat(atOnce).closesWithin(Duration.ofSeconds(1)), reason);
    assertCannotTell(
        () -> assertThat(open.connection()).closesWithin(Duration.ofMinutes(1)),
        "the capture ended");
  }

  @Test
  void should_not_tell_if_the_capture_ended_within_the_time() {
    assertCannotTell(
        () ->
            assertThat(Traffic.NEVER_CLOSED_BY_SERVER.connection())
                .closesWithin(Duration.ofHours(1)),
        "the capture ended 600.000 ms after #11, which is within the limit");
  }
}
