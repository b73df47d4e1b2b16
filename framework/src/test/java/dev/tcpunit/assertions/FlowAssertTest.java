package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.assertions.Uploads.OPENED;
import static dev.tcpunit.assertions.Uploads.SENT;
import static dev.tcpunit.assertions.Uploads.SENT_ONCE;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static dev.tcpunit.assertions.Uploads.connection;
import static dev.tcpunit.assertions.Uploads.dropping;
import static dev.tcpunit.assertions.Uploads.watchedUntil;

import dev.tcpunit.trace.Flow;
import org.junit.jupiter.api.Test;

class FlowAssertTest {
  private final Flow upload = connection(UPLOAD).clientToServer();

  @Test
  void should_count_bytes_once() {
    assertThat(upload).hasByteCount(1486);
    assertThat(connection(OPENED + SENT + "1.0 > [P.] 1:1487 ack 1\n").clientToServer())
        .hasByteCount(1486);
  }

  @Test
  void should_count_bytes_that_only_the_ACK_and_the_FIN_behind_them_show() {
    String answered = SENT_ONCE + "0.3 > [.] ack 243\n";

    assertThat(connection(answered + "0.4 < [F.] 243 ack 1487\n").serverToClient())
        .hasByteCount(242);
    assertCannotTell(
        () -> assertThat(connection(answered).serverToClient()).hasByteCount(242),
        "the capture misses 241 bytes of the server, and maybe more");
  }

  @Test
  void should_fail_if_another_number_was_sent() {
    assertFails(
        () -> assertThat(upload).hasByteCount(1487),
        """
        Expecting flow
          client 127.0.0.1:35648 > 127.0.0.1:8081 (5 segments)
        to carry 1487 payload bytes
        but it carried 1486, 1 too few
        evidence: the client closed after 1486 bytes, all acknowledged
        look for: a write() that took less than it was given (SocketChannel.write() returns how much), an
                  exception that nobody reports, an interrupted thread, a flush() that is missing
        rule:     RFC 9293 s3.4: each payload byte takes one sequence number, repeats take none
        capture:  scenario.txt
        """);
  }

  @Test
  void should_not_tell_the_number_of_bytes_without_their_start() {
    assertFails(
        () -> assertThat(connection(SENT).clientToServer()).hasByteCount(1486),
        """
        Expecting flow
          client 127.0.0.1:35648 > 127.0.0.1:8081 (1 segment, roles guessed by lower port)
        to carry 1486 payload bytes
        but it cannot be told: the SYN of this side was not captured: open the connection within the test,
            or capture from its start
        seen so far: it carried 1486
        rule:     RFC 9293 s3.4: each payload byte takes one sequence number, repeats take none
        capture:  scenario.txt
        """);
  }

  @Test
  void should_not_tell_the_number_of_bytes_from_a_capture_that_dropped_frames() {
    assertFails(
        () -> assertThat(dropping(UPLOAD).clientToServer()).hasByteCount(2000),
        """
        Expecting flow
          client 127.0.0.1:35648 > 127.0.0.1:8081 (5 segments, 3 dropped by capture)
        to carry 2000 payload bytes
        but it cannot be told: the capture dropped 3 frames
        seen so far: it carried 1486, 514 too few
        evidence: the client closed after 1486 bytes, all acknowledged
        look for: a write() that took less than it was given (SocketChannel.write() returns how much), an
                  exception that nobody reports, an interrupted thread, a flush() that is missing
        rule:     RFC 9293 s3.4: each payload byte takes one sequence number, repeats take none
        capture:  scenario.txt
        """);
    assertFails(
        () -> assertThat(dropping(UPLOAD).clientToServer()).hasByteCount(1000),
        """
        Expecting flow
          client 127.0.0.1:35648 > 127.0.0.1:8081 (5 segments, 3 dropped by capture)
        to carry 1000 payload bytes
        but it carried 1486, 486 too many
        look for: what else travels here: HTTP heads, chunk sizes and TLS records count too
        look for: a retry that sends again what was sent, or a buffer written whole where a read() had
                  filled only a part of it: write(buffer, 0, length)
        rule:     RFC 9293 s3.4: each payload byte takes one sequence number, repeats take none
        capture:  scenario.txt
        """);
  }

  @Test
  void should_judge_the_acknowledgement_of_its_own_direction() {
    var halfAnswered =
        watchedUntil(9000, SENT_ONCE + "0.1 < [P.] 1:243 ack 1487 win 9\n0.2 > [.] ack 43 win 9\n");

    assertThat(halfAnswered.clientToServer()).hasAllBytesAcknowledged();
    assertFails(
        () -> assertThat(halfAnswered.serverToClient()).hasAllBytesAcknowledged(),
        """
        Expecting flow
          server 127.0.0.1:8081 > 127.0.0.1:35648 (3 segments, 0 dropped by capture)
        to have all bytes acknowledged
        but the client has not acknowledged 200 of the 242 bytes of the server:
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #5 0.000270 < [.] ack 1487 win 3625
        * #6 0.100000 < [P.] 1:243 ack 1487 win 9 len 242
          #7 0.200000 > [.] ack 43 win 9
        evidence: the bytes of the server are acknowledged up to 43 of 243 by #7; the capture watched
                  8900.000 ms after the last of them, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)
        cause:    the bytes or their ACKs were lost, or the peer is gone (possible, the packets do not
                  decide it)
        rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
        capture:  scenario.txt, frame 6
        """);
  }

  @Test
  void should_judge_the_retransmissions_of_its_own_direction() {
    var again = connection(OPENED + SENT + "1.0 > [P.] 1:1487 ack 1\n1.1 < [.] ack 1487\n");

    assertThat(again.serverToClient()).hasNoRetransmissions();
    assertFails(
        () -> assertThat(again.clientToServer()).hasNoRetransmissions(),
        """
        Expecting flow
          client 127.0.0.1:35648 > 127.0.0.1:8081 (4 segments)
        to have no retransmissions
        but 1 of 2 client data segments carried bytes already sent:
          #3 0.000016 > [.] ack 1 win 342
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
        * #5 1.000000 > [P.] 1:1487 ack 1 win 342 len 1486  <- repeats all of #4
          #6 1.100000 < [.] ack 1487 win 342
        repeated: 1486 bytes sent again, 1486 payload bytes in all
        evidence: #5 was sent 999.734 ms after #4, 0 duplicate ACKs between
        cause:    a timer (RTO, RFC 6298 s5, or tail loss probe, RFC 8985 s7), not fast retransmit
                  (possible, the packets do not decide it)
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt, frame 5
        """);
  }
}
