package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Trace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TraceAssert_reusesConnections_Test {
  @Test
  void should_hold_if_one_connection_takes_all_requests() {
    assertThat(Traffic.KEPT_ALIVE.trace()).reusesConnections();
  }

  @Test
  void should_fail_if_each_request_opens_its_own() {
    assertViolated(
        () -> assertThat(Traffic.THREE_CONNECTIONS.trace()).reusesConnections(),
        "TraceAssert.reusesConnections");
  }

  @Test
  void should_not_tell_if_frames_were_dropped() {
    assertCannotTell(
        () -> assertThat(Traffic.KEPT_ALIVE.recording().dropping(3).trace()).reusesConnections(),
        "the capture dropped 3 frames");
  }

  @Test
  void should_hold_if_the_server_closed_each_after_its_answer() {
    assertThat(Traffic.THREE_CLOSED_BY_SERVER.trace()).reusesConnections();
  }

  @Test
  void should_hold_if_the_server_closed_one_that_was_idle() {
    assertThat(two("0.500000 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [F.], seq 41, ack 101, win 9"))
        .reusesConnections();
    assertThat(two("0.500000 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [R.], seq 41, ack 101, win 9"))
        .reusesConnections();
  }

  @Test
  void should_fail_if_one_that_is_idle_was_open() {
    assertThatThrownBy(() -> assertThat(two("")).reusesConnections())
        .hasMessageContaining("1 connection opened where an earlier one to the same server could");
  }

  /** The server's FIN answers that of the client. */
  @Test
  void should_fail_if_the_client_closed_first() {
    String close =
        """
        0.500000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [F.], seq 101, ack 41, win 9, length 0
        0.600000 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [F.], seq 41, ack 102, win 9, length 0
        0.700000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [.], ack 42, win 9\
        """;
    assertThatThrownBy(() -> assertThat(two(close)).reusesConnections())
        .hasMessageContaining("1 connection opened where an earlier one to the same server could");
  }

  @Test
  void should_say_once_that_an_aborted_one_could_have_stayed_open() {
    String abort = "0.500000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [R.], seq 101, ack 41, win 9";
    assertThatThrownBy(() -> assertThat(two(abort)).reusesConnections())
        .hasMessageContaining("the earlier ones: 1 aborted by the client")
        .hasMessageContaining("look for: a client that is made and closed for each request")
        .hasMessageNotContaining("unread");
  }

  /** What comes after the other was opened belongs to an answer that was not complete. */
  @Test
  void should_hold_if_an_answer_was_under_way() {
    String more =
        "IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [P.], seq 41:81, ack 101, win 9, length 40";
    Trace trace = Traces.parseTcpdump(FIRST + SECOND + "1.500000 " + more + "\n");

    assertThat(trace).reusesConnections();
  }

  /** RFC 9112 section 9.6: after such an answer the client must send no other request. */
  @ParameterizedTest
  @EnumSource(
      value = Traffic.class,
      names = {"SERVER_SAID_CLOSE", "ANSWERED_BY_1_0", "SWITCHED_BESIDE"})
  void should_hold_if_the_server_said_that_it_takes_no_other_request(Traffic traffic) {
    assertThat(traffic.trace()).reusesConnections();
  }

  @ParameterizedTest
  @EnumSource(
      value = Traffic.class,
      names = {"KEPT_BY_1_0", "BOTH_SAID_CLOSE", "ANSWERED_BESIDE", "SAID_CLOSE_EACH"})
  void should_fail_if_only_the_client_did_not_want_another(Traffic traffic) {
    assertThatThrownBy(() -> assertThat(traffic.trace()).reusesConnections())
        .hasMessageContaining("opened where an earlier one to the same server could have been");
  }

  @ParameterizedTest
  @EnumSource(
      value = Traffic.class,
      names = {"STREAM_BESIDE", "HEAD_ALONE_AFTER_BODY", "CONTINUE_BESIDE", "TLS_HANDSHAKE_BESIDE"})
  void should_hold_if_the_bytes_show_that_the_answer_was_not_complete(Traffic traffic) {
    assertThat(traffic.trace()).reusesConnections();
  }

  /** The answer to HEAD announces a body that never comes. */
  @Test
  void should_not_tell_if_the_head_of_an_answer_alone_had_come() {
    assertCannotTell(
        () -> assertThat(Traffic.HEAD_ALONE_BESIDE.trace()).reusesConnections(),
        "the head of that answer had come, and of its body nothing: to HEAD there is no more");
  }

  @Test
  void should_not_tell_if_no_connection_was_opened() {
    assertCannotTell(
        () -> assertThat(Traffic.REFUSED.trace()).reusesConnections(),
        "1 attempt to connect, refused or not answered: no connection was opened");
  }

  private static final String FIRST =
      """
      0.000000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [S], seq 1000, win 9, options [mss 1460], length 0
      0.100000 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [S.], seq 2000, ack 1001, win 9, length 0
      0.200000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [.], ack 1, win 9, length 0
      0.300000 IP 10.0.0.1.40000 > 10.0.0.2.80: Flags [P.], seq 1:101, ack 1, win 9, length 100
      0.400000 IP 10.0.0.2.80 > 10.0.0.1.40000: Flags [P.], seq 1:41, ack 101, win 9, length 40
      """;

  private static final String SECOND =
      """
      1.000000 IP 10.0.0.1.40001 > 10.0.0.2.80: Flags [S], seq 3000, win 9, options [mss 1460], length 0
      1.100000 IP 10.0.0.2.80 > 10.0.0.1.40001: Flags [S.], seq 4000, ack 3001, win 9, length 0
      1.200000 IP 10.0.0.1.40001 > 10.0.0.2.80: Flags [.], ack 1, win 9, length 0
      """;

  private static Trace two(String close) {
    return Traces.parseTcpdump(FIRST + (close.isEmpty() ? "" : close + ", length 0\n") + SECOND);
  }
}
