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
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.VantagePoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConnectionAssert_hasNoRetransmissions_Test {
  @Test
  void should_pass_if_all_was_sent_once() {
    assertThat(connection(UPLOAD)).hasNoRetransmissions();
  }

  @Test
  void should_not_tell_if_bytes_are_missing_from_the_capture() {
    Connection connection = connection(SENT_ONCE + "0.1 > [P.] 2487:3487 ack 1\n");

    String missed = "the capture misses 1000 bytes of the client, and maybe more";
    assertCannotTell(() -> assertThat(connection).hasNoRetransmissions(), missed);
    assertCannotTell(() -> assertThat(connection).client(c -> c.hasNoRetransmissions()), missed);
    assertCannotTell(() -> assertThat(connection).client(c -> c.hasRetransmissions(0)), missed);
    assertThat(connection).server(s -> s.hasNoRetransmissions().hasRetransmissions(0));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void should_not_tell_if_a_FIN_is_missing_from_the_capture(Role side) {
    Connection connection =
        Traffic.UPLOAD_WITH_RESPONSE
            .recording()
            .seenFrom(VantagePoint.UNKNOWN)
            .missing(segment -> segment.has(TcpFlags.FIN) && segment.from() == side)
            .connection();

    assertThat(connection.flow(side).count(FlowCount.MISSING_BYTES)).isZero();
    assertThat(connection.flow(side).count(FlowCount.GAPS)).isZero();
    String missed = "the capture misses the FIN of the " + side.word() + ", or a byte";
    assertCannotTell(() -> assertThat(connection).hasNoRetransmissions(), missed);
    assertCannotTell(() -> assertThat(connection.flow(side)).hasRetransmissions(0), missed);
    assertCannotTell(() -> assertThat(connection.flow(side)).isContiguous(), missed);
  }

  @Test
  void should_pass_if_the_network_copied_a_packet() {
    String sent = "0.2 > [P.] 1487:2487 ack 1 win 342 <TS val 9 ecr 1> id 7\n";

    assertThat(connection(SENT_ONCE + sent + sent)).hasNoRetransmissions();
  }

  @Test
  void should_pass_if_a_keep_alive_repeats_a_byte() {
    assertThat(connection(SENT_ONCE + "99.0 > [.] 1486:1487 ack 1\n99.1 < [.] ack 1487 win 3625\n"))
        .hasNoRetransmissions();
  }

  @Test
  void should_fail_naming_both_copies_if_a_data_segment_is_repeated() {
    // GIVEN the only data segment, unanswered, again after a timer
    Connection again =
        connection(
            OPENED
                + SENT
                + """
                0.206127 > [P.] 1:1487 ack 1 win 342 <TS val 207 ecr 1>
                0.206130 < [.] ack 1487 win 3625 <TS val 207 ecr 207>
                """);

    assertFails(
        () -> assertThat(again).hasNoRetransmissions(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (6 segments)
        to have no retransmissions
        but 1 of 2 client data segments carried bytes already sent:
          #3 0.000016 > [.] ack 1 win 342
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
        * #5 0.206127 > [P.] 1:1487 ack 1 win 342 len 1486  <- repeats all of #4
          #6 0.206130 < [.] ack 1487 win 3625
        repeated: 1486 bytes sent again, 1486 payload bytes in all
        evidence: #5 was sent 205.861 ms after #4, 0 duplicate ACKs between
        cause:    a timer (RTO, RFC 6298 s5, or tail loss probe, RFC 8985 s7), not fast retransmit
                  (possible, the packets do not decide it)
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt, frame 5
        """);
  }

  @Test
  void should_fail_with_the_duplicate_ACKs_that_caused_a_fast_retransmit() {
    Connection again =
        connection(
            OPENED
                + """
                0.001 > [.] 1:1001 ack 1 win 342
                0.001 > [.] 1001:2001 ack 1 win 342
                0.001 > [.] 2001:3001 ack 1 win 342
                0.001 > [.] 3001:4001 ack 1 win 342
                0.101 < [.] ack 1 win 500 <sack 1 {1001:2001}>
                0.102 < [.] ack 1 win 500 <sack 1 {1001:3001}>
                0.103 < [.] ack 1 win 500 <sack 1 {1001:4001}>
                0.104 > [.] 1:1001 ack 1 win 342
                0.204 < [.] ack 4001 win 500
                """);

    assertFails(
        () -> assertThat(again).hasNoRetransmissions(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (12 segments)
        to have no retransmissions
        but 1 of 5 client data segments carried bytes already sent:
          #9 0.102000 < [.] ack 1 win 500
          #10 0.103000 < [.] ack 1 win 500
        * #11 0.104000 > [.] 1:1001 ack 1 win 342 len 1000  <- repeats all of #4
          #12 0.204000 < [.] ack 4001 win 500
        repeated: 1000 bytes sent again, 4000 payload bytes in all
        evidence: #11 was sent 103.000 ms after #4, 3 duplicate ACKs between
        cause:    a loss, repaired by fast retransmit (RFC 5681 s3.2, or by SACK, RFC 6675 and RFC 8985)
                  (likely)
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt, frame 11
        """);
  }

  @Test
  void should_name_SYN_and_FIN_apart_from_data() {
    Connection again =
        connection(
            "0.0 > [S] 0 win 9\n"
                + "1.0 > [S] 0 win 9\n"
                + "1.1 < [S.] 0 ack 1 win 9\n"
                + "1.2 > [.] ack 1 win 9\n"
                + "2.0 > [F.] 1 ack 1 win 9\n"
                + "2.3 > [F.] 1 ack 1 win 9\n"
                + "2.4 < [.] ack 2 win 9\n");

    assertFails(
        () -> assertThat(again).hasNoRetransmissions(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (7 segments)
        to have no retransmissions
        but the client sent its SYN again and the client sent its FIN again:
          #1 0.000000 > [S] 0 win 9
        * #2 1.000000 > [S] 0 win 9  <- repeats all of #1
          #3 1.100000 < [S.] 0 ack 1 win 9
          #4 1.200000 > [.] ack 1 win 9
          #5 2.000000 > [F.] 1 ack 1 win 9
        * #6 2.300000 > [F.] 1 ack 1 win 9  <- repeats all of #5
          #7 2.400000 < [.] ack 2 win 9
        evidence: #2 was sent 1000.000 ms after #1, 0 duplicate ACKs between
        cause:    the timer of the handshake (RFC 6298 s5): the SYN or its answer was lost (likely)
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt, frame 2
        """);
  }

  @Test
  void should_show_each_of_a_few() {
    StringBuilder text = new StringBuilder(OPENED).append(SENT);
    for (int i = 1; i <= 5; i++) {
      text.append(i)
          .append(".0 > [P.] 1:1487 ack 1 win 342 <TS val ")
          .append(i)
          .append("00 ecr 1>\n");
    }

    assertFails(
        () -> assertThat(connection(text.toString())).hasNoRetransmissions(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (9 segments)
        to have no retransmissions
        but 5 of 6 client data segments carried bytes already sent:
          #3 0.000016 > [.] ack 1 win 342
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
        * #5 1.000000 > [P.] 1:1487 ack 1 win 342 len 1486  <- repeats all of #4
        * #6 2.000000 > [P.] 1:1487 ack 1 win 342 len 1486  <- repeats all of #5
        * #7 3.000000 > [P.] 1:1487 ack 1 win 342 len 1486  <- repeats all of #6
        * #8 4.000000 > [P.] 1:1487 ack 1 win 342 len 1486  <- repeats all of #7
        * #9 5.000000 > [P.] 1:1487 ack 1 win 342 len 1486  <- repeats all of #8
        repeated: 7430 bytes sent again, 1486 payload bytes in all
        evidence: #5 was sent 999.734 ms after #4, 0 duplicate ACKs between
        cause:    a tail loss probe (RFC 8985 s7): the ACK of the last bytes was overdue (likely)
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt, frame 5
        """);
  }

  @Test
  void should_stand_even_if_the_capture_dropped_frames() {
    Connection again = dropping(OPENED + SENT + "1.0 > [P.] 1:1487 ack 1 win 342\n");

    assertFails(
        () -> assertThat(again).hasNoRetransmissions(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (5 segments, 3 dropped by capture)
        to have no retransmissions
        but 1 of 2 client data segments carried bytes already sent:
          #3 0.000016 > [.] ack 1 win 342
          #4 0.000266 > [P.] 1:1487 ack 1 win 342 len 1486
        * #5 1.000000 > [P.] 1:1487 ack 1 win 342 len 1486  <- repeats all of #4
        repeated: 1486 bytes sent again, 1486 payload bytes in all
        evidence: #5 was sent 999.734 ms after #4, 0 duplicate ACKs between
        cause:    a timer (RTO, RFC 6298 s5, or tail loss probe, RFC 8985 s7) or fast retransmit (possible,
                  the packets do not decide it)
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt, frame 5
        """);
  }

  @Test
  void should_not_tell_if_the_packets_do_not() {
    // GIVEN bytes that fill a gap, without IP ID or timestamps to say when they were sent
    Connection late =
        connection(
            """
            connection 192.0.2.1:40000 > 192.0.2.2:80
            0.000000 > [S] 0 win 9
            0.100000 < [S.] 0 ack 1 win 9
            0.100100 > [.] ack 1 win 9
            0.200000 > [.] 1001:2001 ack 1 win 9
            0.290000 > [.] 1:1001 ack 1 win 9
            """);

    assertFails(
        () -> assertThat(late).hasNoRetransmissions(),
        """
        Expecting connection
          192.0.2.1:40000 > 192.0.2.2:80 (5 segments)
        to have no retransmissions
        but it cannot be told: the packets do not say if these were sent again or overtaken on their way
        seen so far: 1 segment may have been sent again:
          #3 0.100100 > [.] ack 1 win 9
          #4 0.200000 > [.] 1001:2001 ack 1 win 9 len 1000
        * #5 0.290000 > [.] 1:1001 ack 1 win 9 len 1000
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt, frame 5
        """);
  }

  @Test
  void should_not_tell_if_the_connection_is_older_than_the_capture() {
    assertFails(
        () -> assertThat(connection(SENT + CLOSED)).hasNoRetransmissions(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (4 segments, roles guessed by lower port)
        to have no retransmissions
        but it cannot be told: the connection is older than the capture, what came before it may have been
            repeated
        seen so far: 3 + 1 segments, none sent twice
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt
        """);
  }

  @Test
  void should_not_tell_if_the_capture_dropped_frames() {
    assertFails(
        () -> assertThat(dropping(UPLOAD)).hasNoRetransmissions(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments, 3 dropped by capture)
        to have no retransmissions
        but it cannot be told: the capture dropped 3 frames
        seen so far: 5 + 3 segments, none sent twice
        rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
        capture:  scenario.txt
        """);
  }
}
