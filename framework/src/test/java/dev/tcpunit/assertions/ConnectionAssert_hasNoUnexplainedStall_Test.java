package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionAssert_hasNoUnexplainedStall_Test {
  @Test
  void should_hold_if_it_never_stood_still() {
    assertThat(Traffic.UPLOAD.connection()).hasNoUnexplainedStall();
  }

  @Test
  void should_hold_if_the_application_paused() {
    assertThat(PathTraffic.PAUSED.connection()).hasNoUnexplainedStall();
  }

  @Test
  void should_hold_if_the_window_was_closed() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection()).hasNoUnexplainedStall();
  }

  @Test
  void should_fail_if_the_packets_do_not_say_why() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.WRITES_WHILE_UNHEARD
                        .recording()
                        .endingWhen(c -> c.clientToServer().bytes() == 300)
                        .connection())
                .hasNoUnexplainedStall(),
        "ConnectionAssert.hasNoUnexplainedStall");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.recording().from(4).connection()).hasNoUnexplainedStall(),
        "the connection is older than the capture");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection()).hasNoUnexplainedStall(),
        "the capture dropped 3 frames");
  }
}
