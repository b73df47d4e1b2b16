package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.analysis.Traces;
import org.junit.jupiter.api.Test;

class TraceAssert_backsOffBetweenConnections_Test {
  @Test
  void should_hold_if_each_pause_is_longer() {
    assertThat(Traffic.REFUSED_BACKING_OFF.trace()).backsOffBetweenConnections();
  }

  @Test
  void should_fail_if_a_pause_is_not_longer() {
    String storm =
        """
        0.000000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1000, win 9, length 0
        0.000100 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [R.], seq 0, ack 1001, win 0, length 0
        0.100000 IP 10.0.0.1.40001 > 10.0.0.2.80: Flags [S], seq 1000, win 9, length 0
        0.100100 IP 10.0.0.2.80 > 10.0.0.1.40001: Flags [R.], seq 0, ack 1001, win 0, length 0
        0.200000 IP 10.0.0.1.40002 > 10.0.0.2.80: Flags [S], seq 1000, win 9, length 0
        """;
    assertViolated(
        () -> assertThat(Traces.parseTcpdump(storm)).backsOffBetweenConnections(),
        "TraceAssert.backsOffBetweenConnections");
    assertCannotTell(
        () ->
            assertThat(Traces.parseTcpdump(storm.replaceAll(".*\\[R.*", "")))
                .backsOffBetweenConnections(),
        "the packets do not show when an attempt that is not answered was given up");
  }

  @Test
  void should_not_tell_if_no_server_failed_twice() {
    assertCannotTell(
        () -> assertThat(Traffic.THREE_CONNECTIONS.trace()).backsOffBetweenConnections(),
        "no server was tried three times in a row, which takes two failures");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () ->
            assertThat(Traffic.REFUSED_BACKING_OFF.recording().dropping(3).trace())
                .backsOffBetweenConnections(),
        "the capture dropped 3 frames");
  }
}
