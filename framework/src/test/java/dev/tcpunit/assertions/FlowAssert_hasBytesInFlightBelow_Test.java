package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_hasBytesInFlightBelow_Test {
  @Test
  void should_hold_if_it_never_had_as_many() {
    assertThat(PathTraffic.UPLOAD.connection().clientToServer()).hasBytesInFlightBelow(301_000);
  }

  @Test
  void should_fail_if_it_had_as_many() {
    assertViolated(
        () ->
            assertThat(PathTraffic.UPLOAD.recording().untilFirstAck().connection().clientToServer())
                .hasBytesInFlightBelow(10_000),
        "FlowAssert.hasBytesInFlightBelow");
  }

  @Test
  void should_not_tell_if_no_data_was_sent() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().serverToClient()).hasBytesInFlightBelow(10),
        "this side sent no data");
  }

  @Test
  void should_not_tell_if_the_capture_stands_elsewhere() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.UPLOAD
                        .recording()
                        .seenFrom(VantagePoint.SERVER)
                        .connection()
                        .clientToServer())
                .hasBytesInFlightBelow(100_000),
        "it takes a capture beside the client, and this one is not known to stand there");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .hasBytesInFlightBelow(100_000),
        "the capture dropped 3 frames");
  }
}
