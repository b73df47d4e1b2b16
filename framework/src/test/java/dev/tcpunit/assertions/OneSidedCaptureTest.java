package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.assertions.Uploads.OPENED;
import static dev.tcpunit.assertions.Uploads.UPLOAD;
import static dev.tcpunit.assertions.Uploads.watchedUntil;

import dev.tcpunit.trace.Connection;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What one side is not seen to send it may have sent, where the other side proves so. */
class OneSidedCaptureTest {
  private final Connection clientOnly =
      watchedUntil(
          9000,
          UPLOAD.lines().filter(line -> line.contains(" > ")).collect(Collectors.joining("\n")));

  @Test
  void should_not_tell_that_nobody_answered() {
    assertFails(
        () -> assertThat(clientOnly).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (5 segments, 0 dropped by capture)
        to have completed the handshake
        but it cannot be told: no segment of the server was captured
        seen so far: the SYN was not answered:
        * #1 0.000000 > [S] 0 win 43690
          #2 0.000016 > [.] ack 1 win 342
          #3 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
        evidence: the capture watched 8699.800 ms after the last segment; nothing came from 127.0.0.1:8081
        cause:    a firewall or a loss on the way, or a full queue of connections (possible, the packets do
                  not decide it)
        look for: a server that does not accept(), or a backlog that is too short
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  scenario.txt, frame 1
        """);
  }

  @Test
  void should_not_tell_what_the_unseen_side_acknowledged() {
    assertFails(
        () -> assertThat(clientOnly).acksCoverAllBytes(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (5 segments, 0 dropped by capture)
        to have ACKs that cover all bytes
        but it cannot be told: no segment of the server was captured
        seen so far: the server has not acknowledged any of the 1486 bytes of the client:
          #1 0.000000 > [S] 0 win 43690
          #2 0.000016 > [.] ack 1 win 342
        * #3 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
          #4 0.300000 > [F.] 1487 ack 1 win 342
          #5 0.300200 > [.] ack 2 win 342
        evidence: the server sent no ACK; the capture watched 8700.000 ms after the last of them, an ACK may
                  take 500 ms (RFC 9293 s3.8.6.3, MUST-40)
        cause:    the bytes or their ACKs were lost, or the peer is gone (possible, the packets do not
                  decide it)
        rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
        capture:  scenario.txt, frame 3
        """);
  }

  @Test
  void should_not_tell_what_the_unseen_side_repeated_or_closed() {
    assertFails(
        () -> assertThat(clientOnly).hasNoRetransmissions(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (5 segments, 0 dropped by capture)
        to have no retransmissions
        but it cannot be told: no segment of the server was captured
        seen so far: 5 + 0 segments, none sent twice
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt
        """);
    assertFails(
        () -> assertThat(clientOnly).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (5 segments, 0 dropped by capture)
        to have a clean FIN
        but it cannot be told: no segment of the server was captured
        seen so far: the server has not acknowledged the FIN of the client:
          #2 0.000016 > [.] ack 1 win 342
          #3 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
        * #4 0.300000 > [F.] 1487 ack 1 win 342
          #5 0.300200 > [.] ack 2 win 342
        evidence: the capture watched 8700.000 ms after the FIN, an ACK may take 500 ms (RFC 9293 s3.8.6.3,
                  MUST-40)
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 4
        """);
    assertThat(clientOnly).client(FlowAssert::hasNoRetransmissions);
  }

  @Test
  void should_not_tell_that_nobody_closed_where_bytes_are_missing() {
    assertFails(
        () -> assertThat(watchedUntil(9000, OPENED + "0.3 > [.] ack 243 win 9\n")).hasCleanFin(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (4 segments, 0 dropped by capture)
        to have a clean FIN
        but it cannot be told: the capture misses 241 bytes of the server, and maybe more
        seen so far: nobody closed: there is neither FIN nor RST:
          #2 0.000009 < [S.] 0 ack 1 win 43690
          #3 0.000016 > [.] ack 1 win 342
        * #4 0.300000 > [.] ack 243 win 9  <- the last segment
        evidence: the capture watched 8700.000 ms after it
        look for: a socket, a response body or a client that nobody closes (try-with-resources), or a pool
                  that keeps the connection for the next request: close the pool's client
        rule:     RFC 9293 s3.6: each side sends FIN after all of its data, and the other acknowledges it
        capture:  scenario.txt, frame 4
        """);
  }
}
