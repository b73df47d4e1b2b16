package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.VantagePoint;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasRttBelow_Test {
  @Test
  void should_hold_if_it_is_shorter() {
    assertThat(PathTraffic.UPLOAD.connection()).hasRttBelow(Duration.ofSeconds(5));
  }

  @Test
  void should_fail_if_it_is_longer() {
    assertViolated(
        () ->
            assertThat(PathTraffic.UPLOAD.recording().untilFirstAck().connection())
                .hasRttBelow(Duration.ofMillis(10)),
        "ConnectionAssert.hasRttBelow");
  }

  @Test
  void should_not_tell_if_only_the_receiver_is_seen() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().seenFrom(VantagePoint.SERVER).connection())
                .hasRttBelow(Duration.ofSeconds(5)),
        "no data was acknowledged whose whole way there and back is seen from here");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection())
                .hasRttBelow(Duration.ofSeconds(5)),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection())
                .hasRttBelow(Duration.ofSeconds(5)),
        "the capture dropped 3 frames");
  }
}
