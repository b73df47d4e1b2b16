package dev.tcpunit.analysis;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.SharedCorpus;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Short traces that are hard to read or to judge: what is right of each is known. */
class HardTracesTest {
  @ParameterizedTest
  @CsvSource({
    "absolute-rst-in-fragment, 3, 1, NOT_CAPTURED",
    "accurate-ecn,             5, 1000, COMPLETED",
    "below-first-captured,     4, 3000, NOT_CAPTURED",
    "byte-order-mark,          4, 100, COMPLETED",
    "fin-overtaken,            7, 0, COMPLETED",
    "html-escaped,             4, 100, COMPLETED",
    "indented-time-back,       4, 100, COMPLETED",
    "ipv6-copy,                8, 2000, COMPLETED",
    "keep-alive-after-answer,  6, 100, NOT_CAPTURED",
    "long-handshake-late-or-resent, 10, 4000, COMPLETED",
    "numbered,                 4, 100, COMPLETED",
    "openbsd,                  5, 309, COMPLETED",
    "overtaken-ack,            4, 100, NOT_CAPTURED",
    "overtaken-by-bare-ack,    7, 1000, COMPLETED",
    "partly-quoted,            5, 100, COMPLETED",
    "refused-relative-ack,     2, 0, REFUSED",
    "sent-again-behind-bare-ack, 7, 1000, COMPLETED",
    "syn-ack-captured-twice,   4, 0, COMPLETED",
    "syn-ack-twice-id-zero,    4, 0, COMPLETED",
    "syn-acks-without-syn,     5, 100, NOT_CAPTURED",
    "utf16,                    4, 100, COMPLETED",
    "vlan-of-older-tcpdump,    2, 52, NOT_CAPTURED",
    "wrapped-before-flags,     3, 0, COMPLETED"
  })
  void should_read_every_line_as_one_connection(
      String name, long segments, long bytes, Handshake.State opened) throws IOException {
    Connection connection = only(name);

    assertThat(connection.trace().tcpSegments()).isEqualTo(segments);
    assertThat(connection.segmentCount()).isEqualTo(segments);
    assertThat(connection.clientToServer().bytes()).isEqualTo(bytes);
    assertThat(connection.handshake().state()).isEqualTo(opened);
    assertThat(connection.clientToServer().count(FlowCount.UNDECIDED)).isZero();
    assertThat(connection.serverToClient().count(FlowCount.UNDECIDED)).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "absolute-rst-in-fragment,      3, RETRANSMISSION",
    "below-first-captured,          2, REORDERED",
    "below-first-captured,          3, REORDERED",
    "fin-overtaken,                 6, REORDERED",
    "ipv6-copy,                     7, NETWORK_DUPLICATE",
    "keep-alive-after-answer,       5, KEEP_ALIVE",
    "long-handshake-late-or-resent, 9, RETRANSMISSION",
    "overtaken-ack,                 4, ACK",
    "overtaken-by-bare-ack,         6, REORDERED",
    "sent-again-behind-bare-ack,    6, RETRANSMISSION",
    "syn-ack-captured-twice,        3, NETWORK_DUPLICATE",
    "syn-ack-twice-id-zero,         3, NETWORK_DUPLICATE",
    "syn-acks-without-syn,          4, NEW"
  })
  void should_tell_late_from_sent_again_and_copied(String name, int frame, SegmentKind kind)
      throws IOException {
    Segment segment = only(name).segments().get(frame - 1);

    assertThat(segment.kind()).isEqualTo(kind);
  }

  @Test
  void should_take_no_round_trip_from_a_third_segment_with_data() throws IOException {
    assertThat(only("long-handshake-late-or-resent").handshake().rttNanos()).isEmpty();
  }

  @Test
  void should_take_an_indentation_for_no_time() throws IOException {
    assertThat(only("indented-time-back").durationNanos()).isEqualTo(200_000);
  }

  @Test
  void should_see_the_mark_that_accurate_ecn_reports() throws IOException {
    Connection connection = only("accurate-ecn");

    assertThatThrownBy(() -> assertThat(connection.clientToServer()).hasNoCongestionMarks())
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void should_not_blame_a_client_for_what_its_server_closed() throws IOException {
    Trace trace = read("server-closed-idle");

    assertThat(trace.connections()).hasSize(2);
    assertThat(trace).reusesConnections();
  }

  /**
   * The unit of all later windows is among the options: what the SYN offers is no limit for long.
   */
  @ParameterizedTest
  @CsvSource({"SYN and SYN-ACK, S, S.", "SYN alone, S, -", "SYN-ACK alone, -, S."})
  void should_hold_nothing_against_windows_whose_unit_was_cut(String what, String one, String two) {
    StringBuilder text =
        new StringBuilder(
            """
            0.000000 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [S], seq 0, win 64240, options [mss 1460,wscale 7], length 0
            0.000010 IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [S.], seq 0, ack 1, win 65160, options [mss 1460,wscale 7], length 0
            0.000020 IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], ack 1, win 502, length 0
            """);
    for (int i = 0; i < 40; i++) {
      int start = 1 + 50_000 * i;
      text.append(
          """
          0.%06d IP 192.0.2.1.40000 > 192.0.2.2.80: Flags [.], seq %d:%d, ack 1, win 502, options [nop,nop,[|tcp]>
          0.%06d IP 192.0.2.2.80 > 192.0.2.1.40000: Flags [.], ack %d, win 1000, options [nop,nop,[|tcp]>
          """
              .formatted(100 + 20 * i, start, start + 50_000, 110 + 20 * i, start + 50_000));
    }
    String cut = text.toString();
    for (String flags : new String[] {one, two}) {
      cut = cut.replaceAll("(Flags \\[" + flags + "\\], .*options \\[mss 1460,).*", "$1[|tcp]>");
    }
    Connection connection = Traces.parseTcpdump(cut).connections().get(0);

    assertThat(connection.clientToServer().bytes()).isEqualTo(2_000_000);
    assertThat(connection.clientToServer().count(FlowCount.NOT_ACCEPTED)).isZero();
    assertThat(connection).acksCoverAllBytes();
  }

  @Test
  void should_go_on_after_a_RST_that_neither_side_took() {
    Connection connection =
        Scenario.trace(
                """
                0.000000 > [S] 0 win 60000 <mss 1000>
                0.001000 < [S.] 0 ack 1 win 60000 <mss 1000>
                0.002000 > [RP.] 1 ack 1 win 60000
                0.003000 > [P.] 1:101 ack 1 win 60000 BAD
                0.004000 < [.] ack 101 win 60000
                0.005000 < [P.] 1:51 ack 101 win 60000
                0.006000 > [.] ack 51 win 60000
                0.007000 > [P.] 101:201 ack 51 win 60000
                0.008000 < [.] ack 201 win 60000
                """,
                VantagePoint.UNKNOWN)
            .connections()
            .get(0);

    assertThat(connection.clientToServer().bytes()).isEqualTo(200);
    assertThat(connection.teardown().state()).isEqualTo(Teardown.State.OPEN);
    assertThat(connection.serverToClient().count(FlowCount.NOT_ACCEPTED)).isZero();
    assertThat(connection.segments().get(2).acceptance()).isNotEqualTo(Acceptance.ACCEPTED);
  }

  private static Connection only(String name) throws IOException {
    Trace trace = read(name);
    assertThat(trace.connections()).hasSize(1);
    return trace.connections().get(0);
  }

  private static Trace read(String name) throws IOException {
    return Traces.read(SharedCorpus.require("faults/" + name + ".txt"));
  }
}
