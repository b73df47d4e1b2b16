package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Trace;
import org.junit.jupiter.api.Test;

class FlowAssert_isNotWindowLimited_Test {
  @Test
  void should_hold_if_the_window_was_larger_than_what_was_sent() {
    assertThat(Traffic.UPLOAD.connection().clientToServer()).isNotWindowLimited();
  }

  @Test
  void should_fail_if_the_window_was_used_up() {
    assertViolated(
        () ->
            assertThat(
                    Traffic.WINDOW_FILLED_ONCE
                        .recording()
                        .untilWindowOpened()
                        .connection()
                        .clientToServer())
                .isNotWindowLimited(),
        "FlowAssert.isNotWindowLimited");
  }

  /** The first windows of a loopback are smaller than a segment may be. */
  @Test
  void should_hold_if_hardly_any_of_a_window_smaller_than_a_segment_was_used() {
    Trace trace =
        Traces.parseTcpdump(
            """
            12:00:00.000000 IP 127.0.0.1.40000 > 127.0.0.1.80: Flags [S], seq 100, win 43690, options [mss 65495,nop,wscale 7], length 0
            12:00:00.000010 IP 127.0.0.1.80 > 127.0.0.1.40000: Flags [S.], seq 900, ack 101, win 43690, options [mss 65495,nop,wscale 7], length 0
            12:00:00.000020 IP 127.0.0.1.40000 > 127.0.0.1.80: Flags [.], ack 1, win 342, length 0
            12:00:00.001000 IP 127.0.0.1.40000 > 127.0.0.1.80: Flags [P.], seq 1:1401, ack 1, win 342, length 1400
            12:00:00.001010 IP 127.0.0.1.80 > 127.0.0.1.40000: Flags [.], ack 1401, win 1365, length 0
            12:00:00.001500 IP 127.0.0.1.40000 > 127.0.0.1.80: Flags [P.], seq 1401:1451, ack 1, win 342, length 50
            12:00:00.001510 IP 127.0.0.1.80 > 127.0.0.1.40000: Flags [.], ack 1451, win 1365, length 0
            """);

    assertThat(trace.connections().get(0).clientToServer()).isNotWindowLimited();
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().dropping(3).connection().clientToServer())
                .isNotWindowLimited(),
        "the capture dropped 3 frames");
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertCannotTell(
        () ->
            assertThat(Traffic.UPLOAD.recording().from(4).connection().clientToServer())
                .isNotWindowLimited(),
        "the connection is older than the capture");
  }
}
