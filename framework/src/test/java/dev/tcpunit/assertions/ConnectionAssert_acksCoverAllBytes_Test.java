package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.assertions.Uploads.CLOSED;
import static dev.tcpunit.assertions.Uploads.OPENED;
import static dev.tcpunit.assertions.Uploads.SENT;
import static dev.tcpunit.assertions.Uploads.SENT_ONCE;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static dev.tcpunit.assertions.Uploads.connection;
import static dev.tcpunit.assertions.Uploads.dropping;
import static dev.tcpunit.assertions.Uploads.watchedUntil;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConnectionAssert_acksCoverAllBytes_Test {
  private static final String MORE = "0.000280 > [P.] 1487:2487 ack 1 win 342\n";

  @Test
  void should_pass_if_the_highest_ACK_covers_the_last_byte_of_each_side() {
    assertThat(connection(UPLOAD)).acksCoverAllBytes();
    assertThat(connection(SENT_ONCE + "0.1 < [P.] 1:243 ack 1487\n0.2 > [.] ack 243\n"))
        .acksCoverAllBytes();
  }

  @Test
  void should_pass_without_the_ACK_of_the_FIN() {
    assertThat(connection(SENT_ONCE + "0.3 > [F.] 1487 ack 1\n")).acksCoverAllBytes();
  }

  @Test
  void should_pass_if_the_start_is_missing() {
    assertThat(connection(SENT + "0.1 < [.] ack 1487\n")).acksCoverAllBytes();
  }

  @Test
  void should_fail_if_the_ACK_of_the_last_bytes_is_overdue() {
    assertFails(
        () -> assertThat(watchedUntil(501, SENT_ONCE + MORE)).acksCoverAllBytes(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (6 segments, 0 dropped by capture)
        to have ACKs that cover all bytes
        but the server has not acknowledged 1000 of the 2486 bytes of the client:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.000280 > [P.] 1487:2487 ack 1 win 342 len 1000
        evidence: the bytes of the client are acknowledged up to 1487 of 2487 by #5; the capture watched
                  500.720 ms after the last of them, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)
        cause:    the bytes or their ACKs were lost, or the peer is gone (possible, the packets do not
                  decide it)
        rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_not_tell_if_the_capture_ended_while_an_ACK_may_be_held_back() {
    assertFails(
        () -> assertThat(watchedUntil(500, SENT_ONCE + MORE)).acksCoverAllBytes(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (6 segments, 0 dropped by capture)
        to have ACKs that cover all bytes
        but it cannot be told: the capture ended 499.720 ms after the last byte, an answer may take 500 ms
        seen so far: the server has not acknowledged 1000 of the 2486 bytes of the client:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.000280 > [P.] 1487:2487 ack 1 win 342 len 1000
        evidence: the bytes of the client are acknowledged up to 1487 of 2487 by #5; the capture watched
                  499.720 ms after the last of them, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)
        cause:    the bytes or their ACKs were lost, or the peer is gone (possible, the packets do not
                  decide it)
        rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_fail_at_once_after_a_RST() {
    assertFails(
        () ->
            assertThat(connection(OPENED + SENT + "0.1 < [R.] 1 ack 1 win 0\n"))
                .acksCoverAllBytes(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (5 segments)
        to have ACKs that cover all bytes
        but the server has not acknowledged any of the 1486 bytes of the client:
          #2 0.000009 < [S.] 0 ack 1 win 43690
          #3 0.000016 > [.] ack 1 win 342
        * #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.100000 < [R.] 1 ack 1 win 0
        evidence: the bytes of the client are acknowledged up to 1 of 1487 by #2; the capture watched
                  99.734 ms after the last of them
        reset:    the server aborted the connection (#5 at 100.000 ms), no ACK can follow
        rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
        capture:  scenario.txt, frame 4
        """);
  }

  /** Far outside the window, a RST is discarded (RFC 9293 section 3.10.7.4). */
  @Test
  void should_not_call_the_connection_aborted_by_a_RST_after_which_both_sides_went_on() {
    String ignored = "0.1 < [R] 900000 win 0\n0.2 < [P.] 1:11 ack 1 win 342\n";

    assertThatThrownBy(
            () -> assertThat(watchedUntil(9000, OPENED + SENT + ignored)).acksCoverAllBytes())
        .hasMessageContaining("an ACK may take 500 ms")
        .hasMessageContaining("the bytes or their ACKs were lost")
        .hasMessageNotContaining("aborted the connection");
  }

  @Test
  void should_name_both_sides_if_both_wait() {
    assertFails(
        () ->
            assertThat(watchedUntil(9000, OPENED + SENT + "0.000300 < [P.] 1:243 ack 1 win 342\n"))
                .acksCoverAllBytes(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (5 segments, 0 dropped by capture)
        to have ACKs that cover all bytes
        but the server has not acknowledged any of the 1486 bytes of the client and the client has not
            acknowledged any of the 242 bytes of the server:
          #2 0.000009 < [S.] 0 ack 1 win 43690
          #3 0.000016 > [.] ack 1 win 342
        * #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000300 < [P.] 1:243 ack 1 win 342 len 242
          #3 0.000016 > [.] ack 1 win 342
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
        * #5 0.000300 < [P.] 1:243 ack 1 win 342 len 242
        evidence: the bytes of the client are acknowledged up to 1 of 1487 by #2; the capture watched
                  8999.734 ms after the last of them, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)
        evidence: the bytes of the server are acknowledged up to 1 of 243 by #3; the capture watched
                  8999.700 ms after the last of them, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)
        cause:    the bytes or their ACKs were lost, or the peer is gone (possible, the packets do not
                  decide it)
        rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
        capture:  scenario.txt, frame 5
        """);
  }

  /** The capture missed the first copy of the bytes, or the ACK was forged. */
  @Test
  void should_not_tell_if_only_ACKs_from_before_the_bytes_were_sent_cover_them() {
    String early = SENT_ONCE + "0.1 < [.] ack 2487\n5.0 > [P.] 1487:2487 ack 1\n";

    assertCannotTell(
        () -> assertThat(watchedUntil(9000, early)).acksCoverAllBytes(),
        "only ACKs from before it was sent cover #7");
    assertThat(connection(early + "5.1 < [.] ack 2487\n")).acksCoverAllBytes();
    assertThat(connection(early.replace("5.0", "0.1005"))).acksCoverAllBytes();
  }

  @Test
  void should_not_tell_if_no_payload_was_sent() {
    assertFails(
        () ->
            assertThat(connection(OPENED + CLOSED.replace("1487", "1").replace("1488", "2")))
                .acksCoverAllBytes(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (6 segments)
        to have ACKs that cover all bytes
        but it cannot be told: no payload was sent, so there is nothing to acknowledge
        look for: a BufferedOutputStream, a PrintWriter or a compressing stream without flush(), or two
                  sides of which each waits for the other to begin
        rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
        capture:  scenario.txt
        """);
  }

  @Test
  void should_not_tell_if_the_capture_dropped_frames() {
    assertFails(
        () -> assertThat(dropping(SENT_ONCE + MORE)).acksCoverAllBytes(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (6 segments, 3 dropped by capture)
        to have ACKs that cover all bytes
        but it cannot be told: the capture dropped 3 frames
        seen so far: the server has not acknowledged 1000 of the 2486 bytes of the client:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.000280 > [P.] 1487:2487 ack 1 win 342 len 1000
        evidence: the bytes of the client are acknowledged up to 1487 of 2487 by #5; the capture watched
                  9999.720 ms after the last of them, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)
        cause:    the bytes or their ACKs were lost, or the peer is gone (possible, the packets do not
                  decide it)
        rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
        capture:  scenario.txt, frame 6
        """);
    assertFails(
        () -> assertThat(dropping(UPLOAD)).acksCoverAllBytes(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments, 3 dropped by capture)
        to have ACKs that cover all bytes
        but it cannot be told: the capture dropped 3 frames
        seen so far: 1486 + 0 bytes acknowledged
        rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
        capture:  scenario.txt
        """);
  }

  /** Without timestamps only the client's ACK of the response shows that the RST was not its. */
  @Test
  void should_count_what_was_acknowledged_after_a_RST_that_the_client_did_not_take() {
    String forged =
        """
        0.020 < [R] 1 win 0
        0.030 < [.] ack 1487 win 3625
        0.031 > [P.] 1487:2487 ack 1 win 342
        0.041 < [.] ack 2487 win 3625
        """;
    String goesOn = "0.050 < [P.] 1:243 ack 2487 win 3625\n0.060 > [.] ack 243 win 342\n";

    assertThat(connection(OPENED + SENT + forged + goesOn)).acksCoverAllBytes();
    assertThatThrownBy(() -> assertThat(connection(OPENED + SENT + forged)).acksCoverAllBytes())
        .hasMessageContaining("the server has not acknowledged any of the 2486 bytes");
  }
}
