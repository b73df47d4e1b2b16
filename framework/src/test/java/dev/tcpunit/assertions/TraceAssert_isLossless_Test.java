package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.notation.Scenario;
import org.junit.jupiter.api.Test;

class TraceAssert_isLossless_Test {
  @Test
  void should_hold_if_nothing_is_missing() {
    assertThat(Traffic.UPLOAD.trace()).isLossless();
  }

  @Test
  void should_fail_if_the_capture_dropped_frames() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.recording().dropping(3).trace()).isLossless(),
        "TraceAssert.isLossless");
  }

  @Test
  void should_fail_if_acknowledged_bytes_are_missing() {
    assertViolated(
        () -> assertThat(Traffic.UPLOAD.recording().without(4).trace()).isLossless(),
        "TraceAssert.isLossless.missing");
  }

  @Test
  void should_not_tell_if_the_capture_does_not_say_what_it_dropped() {
    assertCannotTell(
        () -> assertThat(Scenario.trace(Uploads.UPLOAD)).isLossless(),
        "the capture does not say what it dropped");
  }
}
