package dev.tcpunit.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import org.junit.jupiter.api.Test;

/** What the network did to each upload is told, in these words. */
class ImpairedUploadsTest {
  @Test
  void should_show_the_segment_that_arrived_damaged() {
    assertThat(failureOf("segment_corrupted"))
        .isEqualTo(
            """
            Expecting connection
              192.0.2.1:PORT > 192.0.2.2:PORT (N segments, 0 dropped by capture)
            to have no bad checksums
            but 1 of N segments had a wrong TCP checksum:
              as the server saw it:
            * #N > [P.] 4443:5891 ack 1 win W len 1448
            cause:    the path damaged or changed the segment (likely)
            rule:     RFC 9293 s3.1, MUST-2: the sender computes the checksum, the receiver discards what does not match
            capture:  target/tcpunit/dev.tcpunit.examples.ImpairedUploads/segment_corrupted.pcapng, frame N\
            """);
  }

  @Test
  void should_show_what_was_sent_again_though_it_had_arrived() {
    assertThat(failureOf("acknowledgements_lost"))
        .isEqualTo(
            """
            Expecting flow
              client 192.0.2.1:PORT > 192.0.2.2:PORT (N segments, 0 dropped by capture)
            to retransmit only lost segments
            but 1 of 1 segment sent again had not been lost:
              #N > [P.] 1:97 ack 1 win W len 96  <- arrived as #N, TIME ms later
              #N > [P.] 1:97 ack 1 win W len 96  <- repeats #N
            evidence: 0 segments of the flow lost in transit
            rule:     RFC 6675 s4: what has arrived is not to be sent again
            capture:  target/tcpunit/dev.tcpunit.examples.ImpairedUploads/acknowledgements_lost.pcapng, frame N\
            """);
  }

  @Test
  void should_tell_that_duplicate_acks_led_to_the_repair() {
    assertThat(failureOf("data_lost_and_repaired_at_once"))
        .isEqualTo(
            """
            Expecting connection
              192.0.2.1:PORT > 192.0.2.2:PORT (N segments, 0 dropped by capture)
            to have no retransmissions
            but 1 of N client data segments carried bytes already sent:
            * #N > [.] 4443:5891 ack 1 win W len 1448  <- repeats all of #N
            repeated: 1448 bytes sent again, 154225 payload bytes in all
            evidence: #N was sent TIME ms after #N, N duplicate ACKs between
            cause:    a loss, repaired by fast retransmit (RFC 5681 s3.2, or by SACK, RFC 6675 and RFC 8985) (likely)
            rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
            capture:  target/tcpunit/dev.tcpunit.examples.ImpairedUploads/data_lost_and_repaired_at_once.pcapng, frame N\
            """);
  }

  @Test
  void should_show_both_repairs_if_the_first_was_lost() {
    assertThat(failureOf("repair_lost_as_well"))
        .isEqualTo(
            """
            Expecting connection
              192.0.2.1:PORT > 192.0.2.2:PORT (N segments, 0 dropped by capture)
            to have no retransmissions
            but 2 of N client data segments carried bytes already sent:
            * #N > [.] 1546:2994 ack 1 win W len 1448  <- repeats all of #N
            * #N > [.] 1546:2994 ack 1 win W len 1448  <- repeats all of #N
            repeated: 2896 bytes sent again, 13256 payload bytes in all
            evidence: #N was sent TIME ms after #N, N duplicate ACKs between
            cause:    a loss, repaired by fast retransmit (RFC 5681 s3.2, or by SACK, RFC 6675 and RFC 8985) (likely)
            rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
            capture:  target/tcpunit/dev.tcpunit.examples.ImpairedUploads/repair_lost_as_well.pcapng, frame N\
            """);
  }

  @Test
  void should_name_the_timer_of_the_handshake() {
    assertThat(failureOf("syn_lost"))
        .isEqualTo(
            """
            Expecting connection
              192.0.2.1:PORT > 192.0.2.2:PORT (N segments, 0 dropped by capture)
            to have no retransmissions
            but the client sent its SYN again:
            * #N > [S] 0 win W  <- repeats all of #N
            evidence: #N was sent TIME ms after #N, N duplicate ACKs between
            cause:    the timer of the handshake (RFC 6298 s5): the SYN or its answer was lost (likely)
            rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
            capture:  target/tcpunit/dev.tcpunit.examples.ImpairedUploads/syn_lost.pcapng, frame N\
            """);
  }

  @Test
  void should_show_the_fin_that_was_sent_again() {
    assertThat(failureOf("fin_lost"))
        .isEqualTo(
            """
            Expecting connection
              192.0.2.1:PORT > 192.0.2.2:PORT (N segments, 0 dropped by capture)
            to have no retransmissions
            but the client sent its FIN again:
            * #N > [F.] 154099 ack 128 win W  <- repeats all of #N
            evidence: #N was sent TIME ms after #N, N duplicate ACKs between
            cause:    a FIN again, by a timer (RFC 6298 s5, or RFC 8985 s7) (likely)
            rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
            capture:  target/tcpunit/dev.tcpunit.examples.ImpairedUploads/fin_lost.pcapng, frame N\
            """);
  }

  @Test
  void should_show_the_segment_that_was_overtaken() {
    assertThat(failureOf("segments_overtaken"))
        .isEqualTo(
            """
            Expecting connection
              192.0.2.2:PORT > 192.0.2.1:PORT (N segments, 0 dropped by capture, at its server)
            to have no reordered segments
            but 1 of N segments arrived after segments sent later:
            * #N > [P.] 4443:5891 ack 1 win W len 1448  <- overtaken by #N
            evidence: its sender counts its packets, and this is the order (IP ID); proven by these packets
            cause:    the path delivers in another order than was sent (likely)
            rule:     RFC 4737 s3: a packet is reordered if packets sent after it arrived before it
            capture:  target/tcpunit/dev.tcpunit.examples.ImpairedUploads/segments_overtaken.pcapng, frame N\
            """);
  }

  @Test
  void should_show_how_the_window_was_closed() {
    assertThat(failureOf("window_closed"))
        .isEqualTo(
            """
            Expecting flow
              server 192.0.2.2:PORT > 192.0.2.1:PORT (N segments, 0 dropped by capture)
            to announce no window of zero
            but N of N segments closed the window:
              as the client saw it:
            * #N < [.] ack N win 0
            cause:    the receiver's buffer is full: it does not read (likely)
            look for: a reader that stops or lags: read in a loop, on a thread of its own, before work
            rule:     RFC 9293 s3.8.6: a window of zero stops the peer until the application reads
            capture:  target/tcpunit/dev.tcpunit.examples.ImpairedUploads/window_closed.pcapng, frame N\
            """);
  }

  @Test
  void should_show_how_a_slow_reader_closes_its_window() {
    assertThat(failureOf("reader_slow"))
        .isEqualTo(
            """
            Expecting flow
              server 192.0.2.2:PORT > 192.0.2.1:PORT (N segments, 0 dropped by capture)
            to announce no window of zero
            but N of N segments closed the window:
              as the client saw it:
            * #N < [.] ack N win 0
            cause:    the receiver's buffer is full: it does not read (likely)
            look for: a reader that stops or lags: read in a loop, on a thread of its own, before work
            rule:     RFC 9293 s3.8.6: a window of zero stops the peer until the application reads
            capture:  target/tcpunit/dev.tcpunit.examples.ImpairedUploads/reader_slow.pcapng, frame N\
            """);
  }

  private static String failureOf(String method) {
    return steady(
        FailedTest.messageOf(
            selectMethod(ImpairedUploads.class, method, Link.class, TcpCapture.class)));
  }

  /** Puts the same text in place of what differs from run to run, each fact on one line. */
  private static String steady(String message) {
    return withoutContext(message)
        .replaceAll("\n {10,}", " ")
        .replaceAll("192\\.0\\.2\\.(\\d):(?!SERVER)\\d+ >", "192.0.2.$1:PORT >")
        .replaceAll("> 192\\.0\\.2\\.(\\d):\\d+", "> 192.0.2.$1:PORT")
        .replaceAll("\\d+\\.\\d{3} ms", "TIME ms")
        .replaceAll("#\\d+( \\d+\\.\\d{6})?", "#N")
        .replaceAll("\\(\\d+ segments", "(N segments")
        .replaceAll("\\d+ of \\d+ segments closed", "N of N segments closed")
        .replaceAll(" of \\d+ (client data segments|segments had|segments arrived)", " of N $1")
        .replaceAll("\\d+ duplicate ACKs? between", "N duplicate ACKs between")
        .replaceAll("ack \\d+ win 0", "ack N win 0")
        .replaceAll("win [1-9]\\d*", "win W")
        .replaceAll("frame \\d+$", "frame N")
        .replaceAll("(\\* #N <[^\n]*\n)\\1*", "$1");
  }

  /** Without the lines around the marked segments, of which a busy machine has others. */
  private static String withoutContext(String message) {
    return message.contains("\n* #")
        ? message.replaceAll("(?m)^  (#\\d+ \\d+\\.\\d{6}.*|\\.\\.\\..*)\n", "")
        : message;
  }
}
