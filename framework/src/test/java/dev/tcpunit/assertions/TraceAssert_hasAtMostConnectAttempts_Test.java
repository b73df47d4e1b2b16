package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.analysis.Traces;
import org.junit.jupiter.api.Test;

class TraceAssert_hasAtMostConnectAttempts_Test {
  @Test
  void should_hold_if_no_server_was_tried_more_often() {
    assertThat(Traffic.UPLOAD.trace()).hasAtMostConnectAttempts(1);
    assertThat(Traffic.REFUSED.trace()).hasAtMostConnectAttempts(1);
    assertThat(Traffic.REFUSED_THRICE.trace()).hasAtMostConnectAttempts(4);
  }

  /** Each of them was taken. */
  @Test
  void should_hold_if_connections_followed_each_other() {
    assertThat(Traffic.THREE_CONNECTIONS.trace()).hasAtMostConnectAttempts(1);
  }

  @Test
  void should_count_those_of_each_host_apart() {
    String attempts =
        """
        0.000000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1000, win 9, length 0
        0.100000 IP 10.0.0.3.40000 > 10.0.0.2.80: Flags [S], seq 1000, win 9, length 0
        0.200000 IP 10.0.0.1.40001 > 10.0.0.2.80: Flags [S], seq 1000, win 9, length 0
        """;

    assertThat(Traces.parseTcpdump(attempts)).hasAtMostConnectAttempts(2);
  }

  /** The server may have taken each of them. */
  @Test
  void should_not_tell_where_the_server_was_not_captured() {
    StringBuilder oneWay = new StringBuilder();
    for (int i = 0; i < 3; i++) {
      oneWay.append(
          """
          0.%d00000 IP 10.0.0.1.4000%d > 10.0.0.2.80: Flags [S], seq 1000, win 9, length 0
          0.%d10000 IP 10.0.0.1.4000%d > 10.0.0.2.80: Flags [.], seq 1001, ack 501, win 9, length 0
          """
              .formatted(i, i, i, i));
    }
    for (int most : new int[] {1, 3}) {
      assertCannotTell(
          () -> assertThat(Traces.parseTcpdump(oneWay.toString())).hasAtMostConnectAttempts(most),
          "no segment of the server was captured");
    }
  }

  @Test
  void should_not_count_a_SYN_that_is_sent_again() {
    assertThat(Traffic.SYN_SENT_AGAIN.trace()).hasAtMostConnectAttempts(1);
  }

  @Test
  void should_fail_if_a_server_was_tried_more_often() {
    assertViolated(
        () -> assertThat(Traffic.REFUSED_THRICE.trace()).hasAtMostConnectAttempts(3),
        "TraceAssert.hasAtMostConnectAttempts");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    for (int most : new int[] {3, 4}) {
      assertCannotTell(
          () ->
              assertThat(Traffic.REFUSED_THRICE.recording().dropping(3).trace())
                  .hasAtMostConnectAttempts(most),
          "the capture dropped 3 frames");
    }
  }
}
