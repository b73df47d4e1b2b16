package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.Connection;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoMalformedSegments_Test {
  @Test
  void should_hold_if_all_options_can_be_read() {
    assertThat(LinkTraffic.UPLOAD.connection()).hasNoMalformedSegments();
  }

  @Test
  void should_fail_if_an_option_is_longer_than_the_header() {
    assertViolated(
        () -> assertThat(malformed()).hasNoMalformedSegments(),
        "ConnectionAssert.hasNoMalformedSegments");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(LinkTraffic.UPLOAD.recording().dropping(3).connection())
                .hasNoMalformedSegments(),
        "the capture dropped 3 frames");
  }

  private static Connection malformed() {
    return Patches.patch(
            Traffic.UPLOAD.recording().endingWhen(c -> c.clientToServer().bytes() > 0),
            "127.0.0.1",
            Patches::withOptionTooLong)
        .connection();
  }
}
