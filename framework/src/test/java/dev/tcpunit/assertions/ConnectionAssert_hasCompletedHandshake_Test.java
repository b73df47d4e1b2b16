package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static dev.tcpunit.assertions.Uploads.connection;
import static dev.tcpunit.assertions.Uploads.dropping;
import static dev.tcpunit.assertions.Uploads.watchedUntil;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.analysis.Traces;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionAssert_hasCompletedHandshake_Test {
  private static final String SYN = "0.000000 > [S] 0 win 43690\n";

  @Test
  void should_pass_if_SYN_SYN_ACK_and_ACK_acknowledge_each_other() {
    assertThat(connection(UPLOAD)).hasCompletedHandshake();
  }

  @Test
  void should_pass_if_the_SYN_had_to_be_sent_again() {
    assertThat(connection(SYN + "1.0 > [S] 0\n1.1 < [S.] 0 ack 1\n1.2 > [.] ack 1\n"))
        .hasCompletedHandshake();
  }

  /** What the other side acknowledges later shows that the SYN had arrived. */
  @ParameterizedTest
  @ValueSource(ints = {2, 4, 5, 8})
  void should_pass_if_the_capture_wrote_the_SYN_ACK_late(int behind) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "0.000000 > [S] 0 win 64240",
                "0.000020 > [.] 1 ack 1 win 342",
                "0.000030 > [P.] 1:101 ack 1 win 342",
                "0.000040 < [P.] 1:11 ack 101 win 342",
                "0.000050 > [F.] 101 ack 11 win 342",
                "0.000060 < [F.] 11 ack 102 win 342",
                "0.000070 > [.] 102 ack 12 win 342"));
    lines.add(behind - 1, "0.000010 < [S.] 0 ack 1 win 64240");

    assertThat(connection(String.join("\n", lines)).handshake().state())
        .isEqualTo(Handshake.State.COMPLETED);
  }

  /** RFC 1122 section 4.2.3.9: a hard error ends the attempt, so no answer is waited for. */
  @Test
  void should_fail_if_ICMP_says_that_nobody_listens() {
    Connection connection =
        Traces.parseTcpdump(
                """
                0.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 1000, win 64240, length 0
                0.000100 IP 192.0.2.2 > 192.0.2.1: ICMP 192.0.2.2 tcp port 80 unreachable, length 68
                """)
            .connections()
            .get(0);

    assertViolated(
        () -> assertThat(connection).hasCompletedHandshake(),
        "ConnectionAssert.hasCompletedHandshake.unreachable");
  }

  @Test
  void should_fail_if_the_SYN_was_refused() {
    Connection refused = watchedUntil(1000, SYN + "0.000010 < [R.] 0 ack 1 win 0\n");

    assertFails(
        () -> assertThat(refused).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (2 segments, 0 dropped by capture)
        to have completed the handshake
        but the server answered the SYN with RST: it refused the connection:
          #1 0.000000 > [S] 0 win 43690
        * #2 0.000010 < [R.] 1 ack 1 win 0
        cause:    nothing listens at 127.0.0.1:8081 (RFC 9293 s3.5.2), or a firewall before it rejects
                  (likely)
        look for: a client that connects before the server listens, or to another port or address:
                  "localhost" may be 127.0.0.1 or ::1
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt, frame 2
        """);
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1.9000, true",
    "::1.9000, true",
    "127.0.0.2.9000, false",
    "192.0.2.7.9000, false",
    "2001:db8::7.9000, false"
  })
  void should_speak_of_localhost_only_where_that_was_refused(String server, boolean localhost) {
    String ip = server.contains(":") ? "IP6" : "IP";
    String client = server.contains(":") ? "::1.40000" : "127.0.0.1.40000";
    String text =
        "1.000 %s %s > %s: Flags [S], seq 0, win 9000, length 0\n".formatted(ip, client, server)
            + "1.001 %s %s > %s: Flags [R.], seq 0, ack 1, win 0, length 0\n"
                .formatted(ip, server, client);

    assertThatThrownBy(() -> assertThat(Traces.parseTcpdump(text)).hasCompletedHandshake())
        .hasMessageContaining("a client that connects before the server listens")
        .satisfies(
            thrown ->
                assertThat(thrown.getMessage().contains("\"localhost\" may be"))
                    .isEqualTo(localhost));
  }

  @Test
  void should_fail_if_no_SYN_was_answered() {
    Connection unanswered = watchedUntil(2500, SYN + "1.000000 > [S] 0 win 43690\n");

    assertFails(
        () -> assertThat(unanswered).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (2 segments, 0 dropped by capture)
        to have completed the handshake
        but none of the 2 SYNs was answered:
        * #1 0.000000 > [S] 0 win 43690
        * #2 1.000000 > [S] 0 win 43690
        evidence: the capture watched 1500.000 ms after the last segment; nothing came from 127.0.0.1:8081
        cause:    a firewall or a loss on the way, or a full queue of connections (possible, the packets do
                  not decide it)
        look for: a server that does not accept(), or a backlog that is too short
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt, frame 1
        """);
  }

  @Test
  void should_not_tell_if_the_capture_ended_too_soon_for_an_answer() {
    Connection unanswered = watchedUntil(499, SYN);

    assertFails(
        () -> assertThat(unanswered).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (1 segment, 0 dropped by capture)
        to have completed the handshake
        but it cannot be told: the capture ended 499.000 ms after the SYN, an answer may take 500 ms
        seen so far: the SYN was not answered:
        * #1 0.000000 > [S] 0 win 43690
        evidence: the capture watched 499.000 ms after the last segment; nothing came from 127.0.0.1:8081
        cause:    a firewall or a loss on the way, or a full queue of connections (possible, the packets do
                  not decide it)
        look for: a server that does not accept(), or a backlog that is too short
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt, frame 1
        """);
  }

  @Test
  void should_fail_if_the_SYN_ACK_was_not_acknowledged() {
    Connection open = watchedUntil(1000, SYN + "0.000009 < [S.] 0 ack 1 win 43690\n");

    assertFails(
        () -> assertThat(open).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (2 segments, 0 dropped by capture)
        to have completed the handshake
        but the SYN-ACK was not acknowledged:
          #1 0.000000 > [S] 0 win 43690
        * #2 0.000009 < [S.] 0 ack 1 win 43690
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt, frame 2
        """);
  }

  @Test
  void should_fail_if_the_client_gave_up_with_RST() {
    Connection given = connection(SYN + "0.1 < [S.] 0 ack 1 win 9\n0.2 > [R] 1 win 0\n");

    assertFails(
        () -> assertThat(given).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (3 segments)
        to have completed the handshake
        but the client gave up with RST:
          #1 0.000000 > [S] 0 win 43690
          #2 0.100000 < [S.] 0 ack 1 win 9
        * #3 0.200000 > [R] 1 win 0
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt, frame 3
        """);
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    Connection older = connection("0.000266 > [P.] 1:1487 ack 1 win 342\n");

    assertFails(
        () -> assertThat(older).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (1 segment, roles guessed by lower port)
        to have completed the handshake
        but it cannot be told: the connection is older than the capture, its SYN is not in it:
        * #1 0.000000 > [P.] 1:1487 ack 1 win 342 len 1486
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt, frame 1
        """);
  }

  @Test
  void should_not_tell_if_the_capture_dropped_frames() {
    Connection complete = dropping(UPLOAD);

    assertFails(
        () -> assertThat(complete).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments, 3 dropped by capture)
        to have completed the handshake
        but it cannot be told: the capture dropped 3 frames
        seen so far: SYN, SYN-ACK, ACK in 0.016 ms
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt
        """);
  }

  @Test
  void should_blame_a_dropped_frame_for_a_missing_answer_but_not_for_a_RST() {
    assertFails(
        () -> assertThat(dropping(SYN)).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (1 segment, 3 dropped by capture)
        to have completed the handshake
        but it cannot be told: the capture dropped 3 frames
        seen so far: the SYN was not answered:
        * #1 0.000000 > [S] 0 win 43690
        evidence: the capture watched 10.0 s after the last segment; nothing came from 127.0.0.1:8081
        cause:    a firewall or a loss on the way, or a full queue of connections (possible, the packets do
                  not decide it)
        look for: a server that does not accept(), or a backlog that is too short
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt, frame 1
        """);
    assertFails(
        () -> assertThat(dropping(SYN + "0.1 < [R.] 0 ack 1 win 0\n")).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (2 segments, 3 dropped by capture)
        to have completed the handshake
        but the server answered the SYN with RST: it refused the connection:
          #1 0.000000 > [S] 0 win 43690
        * #2 0.100000 < [R.] 1 ack 1 win 0
        cause:    nothing listens at 127.0.0.1:8081 (RFC 9293 s3.5.2), or a firewall before it rejects
                  (likely)
        look for: a client that connects before the server listens, or to another port or address:
                  "localhost" may be 127.0.0.1 or ::1
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt, frame 2
        """);
  }

  @Test
  void should_not_take_the_acknowledgement_of_a_fast_open_for_a_wrong_one() {
    Connection opening = Traffic.FAST_OPEN.recording().endingWith(2).connection();

    assertCannotTell(
        () -> assertThat(opening).hasCompletedHandshake(), "the capture ended 0.000 ms");
  }
}
