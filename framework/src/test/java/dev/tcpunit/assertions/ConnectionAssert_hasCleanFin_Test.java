package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.assertions.Uploads.CLOSED;
import static dev.tcpunit.assertions.Uploads.OPENED;
import static dev.tcpunit.assertions.Uploads.SENT_ONCE;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static dev.tcpunit.assertions.Uploads.connection;
import static dev.tcpunit.assertions.Uploads.dropping;
import static dev.tcpunit.assertions.Uploads.watchedUntil;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ConnectionAssert_hasCleanFin_Test {
  private static final String FIN = "0.300000 > [F.] 1487 ack 1 win 342\n";

  @Test
  void should_fail_on_what_the_kernel_sends_if_a_close_is_not_clean() {
    assertViolated(
        () -> assertThat(Traffic.RESET_BY_LINGER_0.connection()).hasCleanFin(),
        "ConnectionAssert.hasCleanFin");
    assertViolated(
        () -> assertThat(Traffic.CLOSED_WITH_DATA_UNREAD.connection()).hasCleanFin(),
        "ConnectionAssert.hasCleanFin.unread");
    assertViolated(
        () -> assertThat(Traffic.NEVER_CLOSED.connection()).hasCleanFin(),
        "ConnectionAssert.hasCleanFin.neverClosed");
    assertViolated(
        () -> assertThat(Traffic.NEVER_CLOSED_BY_SERVER.connection()).hasCleanFin(),
        "ConnectionAssert.hasCleanFin.halfClosed");
  }

  @Test
  void should_pass_with_three_segments_and_with_four() {
    assertThat(connection(UPLOAD)).hasCleanFin();
    assertThat(
            connection(
                SENT_ONCE + FIN + "0.4 < [.] ack 1488\n0.5 < [F.] 1 ack 1488\n0.6 > [.] ack 2\n"))
        .hasCleanFin();
  }

  @Test
  void should_pass_if_both_closed_at_the_same_time() {
    assertThat(
            connection(
                SENT_ONCE
                    + FIN
                    + "0.300001 < [F.] 1 ack 1487\n0.4 > [.] ack 2\n0.4 < [.] ack 1488\n"))
        .hasCleanFin();
  }

  @Test
  void should_fail_if_nobody_closed() {
    assertFails(
        () -> assertThat(watchedUntil(2000, SENT_ONCE)).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (5 segments, 0 dropped by capture)
        to have a clean FIN
        but nobody closed: there is neither FIN nor RST:
          #3 0.000016 > [.] ack 1 win 342
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
        * #5 0.000270 < [.] ack 1487 win 3625  <- the last segment
        evidence: the capture watched 1999.730 ms after it
        evidence: the client sent last (1486 bytes, all acknowledged), and the server has sent nothing since
        cause:    the client waits for an answer, the server for more of the request or its end (possible,
                  the packets do not decide it)
        look for: a request without its end: a Content-Length above the body's, a last chunk or a flush()
                  that is missing, a shutdownOutput() where the server reads to the end (-1)
        look for: a server that does not answer: a handler that hangs, waits or has died
        look for: a socket, a response body or a client that nobody closes (try-with-resources), or a pool
                  that keeps the connection for the next request: close the pool's client
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 5
        """);
  }

  @Test
  void should_name_a_full_receive_buffer_unless_the_segment_acknowledges_what_was_not_sent() {
    String open =
        """
        0.000 > [S] 0 win 64240
        0.010 < [S.] 0 ack 1 win 64240
        0.011 > [.] ack 1 win 64240
        0.012 > [P.] 1:101 ack 1 win 64240
        0.013 < [.] ack 101 win %d
        """;

    assertThatThrownBy(() -> assertThat(watchedUntil(2000, open.formatted(0))).hasCleanFin())
        .hasMessageContaining("evidence: the receive buffer of the server is full (#5)");
    String refused = open.formatted(64240) + "0.014 < [.] ack 9000000 win 0\n";
    assertThatThrownBy(() -> assertThat(watchedUntil(2000, refused)).hasCleanFin())
        .hasMessageContaining("the client sent last (100 bytes, all acknowledged)")
        .hasMessageNotContaining("receive buffer");
  }

  @Test
  void should_fail_if_only_one_side_closed() {
    assertFails(
        () ->
            assertThat(watchedUntil(2000, SENT_ONCE + FIN + "0.300100 < [.] ack 1488 win 9\n"))
                .hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (7 segments, 0 dropped by capture)
        to have a clean FIN
        but only the client closed: the server acknowledged its FIN and sent none of its own:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.300000 > [F.] 1487 ack 1 win 342
        * #7 0.300100 < [.] ack 1488 win 9
        evidence: the capture watched 1699.900 ms after the last segment
        look for: a server that does not accept() this connection, or a handler that does not read it to the
                  end (-1) and close()
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_fail_if_a_RST_came_instead_of_a_FIN() {
    assertFails(
        () ->
            assertThat(watchedUntil(2000, SENT_ONCE + "0.3 > [R.] 1487 ack 1 win 0\n"))
                .hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (6 segments, 0 dropped by capture)
        to have a clean FIN
        but the client aborted with RST 300.000 ms after the start, without a FIN:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.300000 > [R.] 1487 ack 1 win 0
        evidence: the server had sent no data; no FIN from the server
        cause:    close() of the client with SO_LINGER 0, or on Windows the end of its process (likely)
        look for: setSoLinger(true, 0), which turns close() into an abort: leave it out
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_fail_if_the_server_closed_with_data_unread() {
    assertFails(
        () ->
            assertThat(watchedUntil(2000, SENT_ONCE + "0.3 < [R.] 1 ack 1487 win 0\n"))
                .hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (6 segments, 0 dropped by capture)
        to have a clean FIN
        but the server aborted with RST 300.000 ms after the start, without a FIN:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.300000 < [R.] 1 ack 1487 win 0
        evidence: all 1486 bytes from the client were acknowledged; no FIN from the client
        cause:    close() of the server with received data unread (RFC 9293 s3.6.1, RFC 2525 s2.17), with
                  SO_LINGER 0, or on Windows the end of its process (possible, the packets do not decide it)
        look for: a close() before all was read: the rest of a body after an early answer (413), more body
                  than the Content-Length says, or a second request after "Connection: close"
        look for: setSoLinger(true, 0), which turns close() into an abort: leave it out
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_fail_if_a_RST_answers_data_that_came_after_the_close() {
    assertFails(
        () ->
            assertThat(
                    connection(
                        SENT_ONCE
                            + FIN
                            + """
                            0.3001 < [.] ack 1488 win 342
                            0.4000 < [P.] 1:243 ack 1488 win 342
                            0.4001 > [R] 1488 win 0
                            """))
                .hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (9 segments)
        to have a clean FIN
        but the client aborted with RST 400.100 ms after the start, after its own FIN:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.300000 > [F.] 1487 ack 1 win 342
          #7 0.300100 < [.] ack 1488 win 342
        * #8 0.400000 < [P.] 1:243 ack 1488 win 342 len 242
        * #9 0.400100 > [R] 1488 win 0
        evidence: 242 of 242 bytes from the server were not acknowledged; no FIN from the server
        evidence: the client closed 299.734 ms after its last data, and 100.000 ms before #8 of the server
        cause:    data that reached the client after it had closed: #8 (RFC 9293 s3.6.1) (proven by these
                  packets)
        look for: a client that closes before its answer has come: at once, by close() of the socket or of
                  one of its streams, which closes both directions (shutdownOutput() does not); or after a
                  while, by a read time-out or a cancelled request
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 9
        """);
  }

  @Test
  void should_fail_if_data_follows_the_FIN() {
    assertFails(
        () ->
            assertThat(
                    connection(
                        UPLOAD.replace(
                            "0.300200", "0.3002 > [P.] 1488:1588 ack 2 win 342\n0.3003")))
                .hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (9 segments)
        to have a clean FIN
        but the client sent data after its FIN:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.300000 > [F.] 1487 ack 1 win 342
          #7 0.300100 < [F.] 1 ack 1488 win 3625
        * #8 0.300200 > [P.] 1488:1588 ack 2 win 342 len 100
          #9 0.300300 > [.] ack 2 win 342
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_fail_if_the_ACK_of_a_FIN_is_overdue() {
    String noLastAck = UPLOAD.substring(0, UPLOAD.indexOf("0.300200"));

    assertFails(
        () -> assertThat(watchedUntil(801, noLastAck)).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (7 segments, 0 dropped by capture)
        to have a clean FIN
        but the client has not acknowledged the FIN of the server:
          #5 0.000270 < [.] ack 1487 win 3625
          #6 0.300000 > [F.] 1487 ack 1 win 342
        * #7 0.300100 < [F.] 1 ack 1488 win 3625
        evidence: the capture watched 500.900 ms after the FIN, an ACK may take 500 ms (RFC 9293 s3.8.6.3,
                  MUST-40)
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 7
        """);
  }

  @Test
  void should_not_tell_if_the_capture_ended_before_the_last_ACK_was_due() {
    String noLastAck = UPLOAD.substring(0, UPLOAD.indexOf("0.300200"));

    assertFails(
        () -> assertThat(connection(noLastAck)).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (7 segments)
        to have a clean FIN
        but it cannot be told: the capture ended 0.000 ms after the FIN, an answer may take 500 ms
        seen so far: the client has not acknowledged the FIN of the server:
          #5 0.000270 < [.] ack 1487 win 3625
          #6 0.300000 > [F.] 1487 ack 1 win 342
        * #7 0.300100 < [F.] 1 ack 1488 win 3625
        evidence: the capture watched 0.000 ms after the FIN, an ACK may take 500 ms (RFC 9293 s3.8.6.3,
                  MUST-40)
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 7
        """);
  }

  @Test
  void should_fail_if_the_connection_was_never_established() {
    assertFails(
        () -> assertThat(connection("0.0 > [S] 0 win 9\n0.1 < [R.] 0 ack 1 win 0\n")).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (2 segments)
        to have a clean FIN
        but the connection was never established, there was nothing to close:
          #1 0.000000 > [S] 0 win 9
          #2 0.100000 < [R.] 1 ack 1 win 0
        cause:    nothing listens at 127.0.0.1:8081 (RFC 9293 s3.5.2), or a firewall before it rejects
                  (likely)
        look for: a client that connects before the server listens, or to another port or address:
                  "localhost" may be 127.0.0.1 or ::1
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 2
        """);
  }

  @Test
  void should_not_tell_from_a_capture_that_dropped_frames_unless_a_RST_is_there() {
    assertFails(
        () -> assertThat(dropping(OPENED)).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (3 segments, 3 dropped by capture)
        to have a clean FIN
        but it cannot be told: the capture dropped 3 frames
        seen so far: nobody closed: there is neither FIN nor RST:
          #1 0.000000 > [S] 0 win 43690
          #2 0.000009 < [S.] 0 ack 1 win 43690
        * #3 0.000016 > [.] ack 1 win 342  <- the last segment
        evidence: the capture watched 9999.984 ms after it
        evidence: neither side has sent a byte
        look for: a BufferedOutputStream, a PrintWriter or a compressing stream without flush(), or two
                  sides of which each waits for the other to begin
        look for: a socket, a response body or a client that nobody closes (try-with-resources), or a pool
                  that keeps the connection for the next request: close the pool's client
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 3
        """);
    assertFails(
        () -> assertThat(dropping(SENT_ONCE + CLOSED)).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments, 3 dropped by capture)
        to have a clean FIN
        but it cannot be told: the capture dropped 3 frames
        seen so far: CLIENT closed first; both FINs acknowledged
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt
        """);
    assertFails(
        () -> assertThat(dropping(SENT_ONCE + "0.3 > [R.] 1487 ack 1 win 0\n")).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (6 segments, 3 dropped by capture)
        to have a clean FIN
        but the client aborted with RST 300.000 ms after the start, without a FIN:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.300000 > [R.] 1487 ack 1 win 0
        evidence: the server had sent no data; no FIN from the server
        cause:    close() of the client with SO_LINGER 0, or on Windows the end of its process (likely)
        look for: setSoLinger(true, 0), which turns close() into an abort: leave it out
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_wait_for_the_close_and_judge_what_was_captured_by_then() {
    Connection open = continued(SENT_ONCE, Optional.empty(), Scenario.trace(UPLOAD));

    assertThat(open).hasCleanFin();
  }

  @Test
  void should_say_what_it_waited_for_in_vain() {
    Trace later = continued(SENT_ONCE, Optional.of("waited 2 s for it"), null).trace();
    Connection open = continued(SENT_ONCE, Optional.empty(), later);

    assertFails(
        () -> assertThat(open).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (5 segments)
        to have a clean FIN
        but nobody closed: there is neither FIN nor RST:
          #3 0.000016 > [.] ack 1 win 342
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
        * #5 0.000270 < [.] ack 1487 win 3625  <- the last segment
        evidence: the capture watched 0.000 ms after it
        evidence: the client sent last (1486 bytes, all acknowledged), and the server has sent nothing since
        cause:    the client waits for an answer, the server for more of the request or its end (possible,
                  the packets do not decide it)
        look for: a request without its end: a Content-Length above the body's, a last chunk or a flush()
                  that is missing, a shutdownOutput() where the server reads to the end (-1)
        look for: a server that does not answer: a handler that hangs, waits or has died
        look for: a socket, a response body or a client that nobody closes (try-with-resources), or a pool
                  that keeps the connection for the next request: close the pool's client
        waited:   2 s for it
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 5
        """);
  }

  private static Connection continued(String text, Optional<String> cutShort, Trace later) {
    Continuation continuation =
        new Continuation() {
          @Override
          public Optional<Trace> await(String what, Predicate<Trace> condition) {
            return Optional.ofNullable(later);
          }

          @Override
          public Optional<Trace> await(String what, Predicate<Trace> condition, Duration limit) {
            return Optional.ofNullable(later);
          }

          @Override
          public Optional<String> cutShort() {
            return cutShort;
          }
        };
    return Scenario.trace(text, continuation).connections().get(0);
  }

  @Test
  void should_not_tell_if_only_an_ACK_from_before_the_FIN_was_sent_covers_it() {
    String early =
        SENT_ONCE
            + """
            0.100000 < [.] ack 1488 win 3625
            5.000000 > [F.] 1487 ack 1 win 342
            5.100000 < [F.] 1 ack 1487 win 3625
            5.200000 > [.] ack 2 win 342
            """;

    assertCannotTell(
        () -> assertThat(connection(early)).hasCleanFin(),
        "only ACKs from before it was sent cover #6");
    assertThat(connection(early.replace("ack 1487 win 3625\n5.2", "ack 1488 win 3625\n5.2")))
        .hasCleanFin();
  }
}
