package dev.tcpunit.analysis;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.SharedCorpus;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Trace;
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

  private static Connection only(String name) throws IOException {
    Trace trace = read(name);
    assertThat(trace.connections()).hasSize(1);
    return trace.connections().get(0);
  }

  private static Trace read(String name) throws IOException {
    return Traces.read(SharedCorpus.require("faults/" + name + ".txt"));
  }
}
