package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.analysis.Traces;
import org.junit.jupiter.api.Test;

class TraceAssert_retriesOnNewConnection_Test {
  @Test
  void should_hold_if_another_connection_follows() {
    assertThat(Traffic.RETRIED.trace()).retriesOnNewConnection();
  }

  @Test
  void should_fail_if_none_follows() {
    assertViolated(
        () -> assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.trace()).retriesOnNewConnection(),
        "TraceAssert.retriesOnNewConnection");
  }

  @Test
  void should_fail_if_none_follows_one_that_was_given_up() {
    assertViolated(
        () -> assertThat(LinkTraffic.NEVER_REPAIRED.recording().trace()).retriesOnNewConnection(),
        "TraceAssert.retriesOnNewConnection.givenUp");
  }

  @Test
  void should_not_tell_if_nothing_broke() {
    assertCannotTell(
        () -> assertThat(Traffic.THREE_CONNECTIONS.trace()).retriesOnNewConnection(),
        "no connection broke before its last request was answered");
  }

  /** One connection that follows two may be a retry of either. */
  @Test
  void should_not_tell_if_fewer_follow_than_broke() {
    String two = broken(1, 40001) + broken(1, 40002);
    String both = two + opened(3, 40003) + sent(3, 40003) + opened(4, 40004) + sent(4, 40004);

    assertThat(Traces.parseTcpdump(both)).retriesOnNewConnection();
    assertCannotTell(
        () ->
            assertThat(Traces.parseTcpdump(two + opened(3, 40003) + sent(3, 40003)))
                .retriesOnNewConnection(),
        "2 connections broke, and 1 followed: the packets do not tell which of them");
  }

  /** The client answers the end of the server's side: nobody waits for an answer to that. */
  @Test
  void should_take_a_farewell_for_no_request() {
    String ended =
        opened(1, 40001)
            + sent(1, 40001)
            + line(1, 3, "10.0.0.2.80 > 10.0.0.1.40001", "[P.], seq 1:101, ack 101", 100)
            + line(1, 4, "10.0.0.2.80 > 10.0.0.1.40001", "[F.], seq 101, ack 101", 0)
            + line(1, 5, "10.0.0.1.40001 > 10.0.0.2.80", "[P.], seq 101:125, ack 102", 24)
            + line(1, 6, "10.0.0.2.80 > 10.0.0.1.40001", "[R], seq 102", 0);

    assertCannotTell(
        () -> assertThat(Traces.parseTcpdump(ended)).retriesOnNewConnection(),
        "no connection broke before its last request was answered");
  }

  private static String broken(int second, int port) {
    return opened(second, port)
        + sent(second, port)
        + line(second, 3, "10.0.0.2.80 > 10.0.0.1." + port, "[R.], seq 1, ack 101", 0);
  }

  private static String opened(int second, int port) {
    return line(second, 0, "10.0.0.1." + port + " > 10.0.0.2.80", "[S], seq 0", 0)
        + line(second, 1, "10.0.0.2.80 > 10.0.0.1." + port, "[S.], seq 0, ack 1", 0);
  }

  private static String sent(int second, int port) {
    return line(second, 2, "10.0.0.1." + port + " > 10.0.0.2.80", "[P.], seq 1:101, ack 1", 100);
  }

  private static String line(int second, int milli, String way, String what, int length) {
    return "%d.00%d000 IP %s: Flags %s, win 9000, length %d\n"
        .formatted(second, milli, way, what, length);
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    for (Traffic traffic : new Traffic[] {Traffic.RETRIED, Traffic.CLOSED_WITH_DATA_UNREAD}) {
      assertCannotTell(
          () -> assertThat(traffic.recording().dropping(3).trace()).retriesOnNewConnection(),
          "the capture dropped 3 frames");
    }
  }
}
