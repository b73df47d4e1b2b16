package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_hasInitialWindowAtMost_Test {
  @Test
  void should_hold_if_it_sent_no_more() {
    assertThat(PathTraffic.UPLOAD.connection().clientToServer()).hasInitialWindowAtMost(10);
  }

  @Test
  void should_fail_if_it_sent_more() {
    assertViolated(
        () ->
            assertThat(PathTraffic.UPLOAD.recording().untilFirstAck().connection().clientToServer())
                .hasInitialWindowAtMost(4),
        "FlowAssert.hasInitialWindowAtMost");
  }

  @Test
  void should_not_tell_if_no_data_was_sent() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().serverToClient()).hasInitialWindowAtMost(10),
        "this side sent no data");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection().clientToServer())
                .hasInitialWindowAtMost(10),
        "the connection is older than the capture");
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
                .hasInitialWindowAtMost(10),
        "it takes a capture beside the client, and this one is not known to stand there");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .hasInitialWindowAtMost(10),
        "the capture dropped 3 frames");
  }
}
