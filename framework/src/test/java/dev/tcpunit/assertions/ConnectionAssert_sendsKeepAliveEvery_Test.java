package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.FlowCount;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_sendsKeepAliveEvery_Test {
  @Test
  void should_hold_if_it_does() {
    assertThat(Traffic.KEEP_ALIVES.connection()).sendsKeepAliveEvery(Duration.ofSeconds(1));
  }

  @Test
  void should_fail_if_one_is_missing() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.KEEP_ALIVES
                        .recording()
                        .endingWhen(c -> c.clientToServer().count(FlowCount.KEEP_ALIVES) == 2)
                        .connection())
                .sendsKeepAliveEvery(Duration.ofMillis(500)),
        "ConnectionAssert.sendsKeepAliveEvery");
  }

  @Test
  void should_fail_if_one_comes_too_soon() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.KEEP_ALIVES
                        .recording()
                        .endingWhen(c -> c.clientToServer().count(FlowCount.KEEP_ALIVES) == 2)
                        .connection())
                .sendsKeepAliveEvery(Duration.ofSeconds(10)),
        "ConnectionAssert.sendsKeepAliveEvery.early");
  }

  @Test
  void should_not_tell_if_it_was_never_idle() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection()).sendsKeepAliveEvery(Duration.ofSeconds(10)),
        "it was never idle for so long");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .sendsKeepAliveEvery(Duration.ofSeconds(10)),
        "the capture dropped 3 frames");
  }
}
