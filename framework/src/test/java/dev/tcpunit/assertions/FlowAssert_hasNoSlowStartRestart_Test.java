package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;

class FlowAssert_hasNoSlowStartRestart_Test {
  @Test
  void should_hold_if_it_was_never_idle() {
    assertThat(PathTraffic.UPLOAD.connection().clientToServer()).hasNoSlowStartRestart();
  }

  @Test
  void should_hold_if_an_idle_time_cost_nothing() {
    assertThat(PathTraffic.PAUSED_WITHOUT_RESTART.connection().clientToServer())
        .hasNoSlowStartRestart();
  }

  @Test
  void should_fail_if_it_began_slowly_again() {
    assertViolated(
        () ->
            assertThat(
                    PathTraffic.PAUSED
                        .recording()
                        .endingWhen(c -> c.clientToServer().bytes() > 74_480)
                        .connection()
                        .clientToServer())
                .hasNoSlowStartRestart(),
        "FlowAssert.hasNoSlowStartRestart");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection().clientToServer())
                .hasNoSlowStartRestart(),
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
                .hasNoSlowStartRestart(),
        "it takes a capture beside the client, and this one is not known to stand there");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .hasNoSlowStartRestart(),
        "the capture dropped 3 frames");
  }
}
