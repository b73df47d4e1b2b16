package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.RoleEvidence;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Trace;
import java.util.List;
import org.junit.jupiter.api.Test;

class TraceAnalyzerTest {
  private static final String OPENED =
      """
      0.000000 > [S] 0 win 64240 <mss 1460,wscale 7>
      0.010000 < [S.] 0 ack 1 win 65024 <mss 1460,wscale 7>
      0.020000 > [.] 1 ack 1 win 502
      """;
  private static final String SENT = "0.030000 > [P.] 1:101 ack 1 win 502\n";
  private static final String ACKNOWLEDGED = "0.040000 < [.] 1 ack 101 win 508\n";

  private final TraceAnalyzer analyzer = new TraceAnalyzer(AnalysisOptions.SEGMENTS);
  private final DecodedSegment segment = new DecodedSegment();

  @Test
  void should_give_traces_that_later_segments_do_not_change() {
    Scenario.read(OPENED + SENT, analyzer::onSegment);
    Trace early = trace();

    Scenario.read(ACKNOWLEDGED, analyzer::onSegment);
    Trace late = trace();

    assertThat(early.tcpSegments()).isEqualTo(4);
    assertThat(only(early).segments()).hasSize(4);
    assertThat(only(early).clientToServer().acknowledgedBytes()).isZero();
    assertThat(late.tcpSegments()).isEqualTo(5);
    assertThat(only(late).clientToServer().acknowledgedBytes()).isEqualTo(100);
  }

  @Test
  void should_sum_up_the_same_without_segments() {
    Scenario.read(OPENED + SENT + SENT + ACKNOWLEDGED, analyzer::onSegment);

    Flow whole = only(trace()).clientToServer();
    Connection summary = only(analyzer.summary());
    assertThat(summary.keepsSegments()).isFalse();
    assertThat(summary.segments()).isEmpty();
    for (FlowCount count : FlowCount.values()) {
      assertThat(summary.clientToServer().count(count))
          .as(count.name())
          .isEqualTo(whole.count(count));
    }
  }

  @Test
  void should_say_since_when_a_byte_is_not_acknowledged() {
    Scenario.read(OPENED + SENT, analyzer::onSegment);
    assertThat(only(trace()).clientToServer().unacknowledgedSinceNanos()).hasValue(30_000_000);

    Scenario.read("0.240000 > [P.] 1:101 ack 1 win 502\n", analyzer::onSegment);
    assertThat(only(trace()).clientToServer().unacknowledgedSinceNanos()).hasValue(240_000_000);

    Scenario.read("0.250000 < [.] 1 ack 101 win 508\n", analyzer::onSegment);
    assertThat(only(trace()).clientToServer().unacknowledgedSinceNanos()).isEmpty();
  }

  @Test
  void should_count_what_is_no_segment_by_its_reason() {
    byte[] arp = new byte[60];
    arp[12] = 0x08;
    arp[13] = 0x06;
    CapturedFrame frame = new CapturedFrame();
    analyzer.onFrame(
        frame.wrap(arp, 0, 60, 60).stamp(5, LinkTypes.ETHERNET, ChecksumStatus.UNKNOWN));
    analyzer.onFrame(frame.wrap(arp, 0, 60, 60).stamp(9, -1, ChecksumStatus.UNKNOWN));

    Trace trace = trace();
    assertThat(trace.packets()).isEqualTo(2);
    assertThat(trace.tcpSegments()).isZero();
    assertThat(trace.ignored().notTcp()).isEqualTo(1);
    assertThat(trace.ignored().unsupportedLink()).isEqualTo(1);
    assertThat(trace.startNanos()).isEqualTo(5);
    assertThat(trace.endNanos()).isEqualTo(9);
  }

  @Test
  void should_follow_a_flow_past_four_gibibytes() {
    int isn = -5;
    send(TcpFlags.SYN, isn, 0, 0);
    int step = 1_000_000;
    long total = 0;
    for (int i = 0; i < 9_000; i++) {
      send(TcpFlags.ACK, (int) (isn + 1 + total), 1, step);
      total += step;
    }

    Flow flow = only(trace()).clientToServer();
    assertThat(flow.bytes()).isEqualTo(9_000_000_000L);
    assertThat(flow.endOffset()).isEqualTo(9_000_000_001L);
    assertThat(flow.count(FlowCount.GAPS)).isZero();
    assertThat(only(trace()).segments().get(9_000).seq()).isEqualTo(8_999_000_001L);
  }

  @Test
  void should_tell_directions_and_endpoints_of_IPv6() {
    String text = "connection [2001:db8::1]:40000 > [2001:db8::2]:443\n" + OPENED;
    Scenario.read(text, analyzer::onSegment);

    Connection connection = only(trace());
    assertThat(connection).hasToString("[2001:db8::1]:40000 > [2001:db8::2]:443");
    assertThat(connection.handshake().state()).isEqualTo(Handshake.State.COMPLETED);
    assertThat(connection.serverToClient().segments()).isEqualTo(1);
  }

  @Test
  void should_keep_a_connection_of_a_socket_to_itself_in_one_flow() {
    String text =
        """
        connection 127.0.0.1:5000 > 127.0.0.1:5000
        0.000000 > [S] 0 win 64240
        """;
    Scenario.read(text, analyzer::onSegment);
    self(TcpFlags.SYN | TcpFlags.ACK, 0, 1, 0);
    self(TcpFlags.ACK, 1, 1, 10);
    self(TcpFlags.ACK, 11, 11, 0);

    Connection connection = only(trace());
    assertThat(connection.handshake().state()).isEqualTo(Handshake.State.COMPLETED);
    assertThat(connection.clientToServer().segments()).isEqualTo(4);
    assertThat(connection.clientToServer().bytes()).isEqualTo(10);
    assertThat(connection.clientToServer().acknowledgedBytes()).isEqualTo(10);
    assertThat(connection.serverToClient().segments()).isZero();
    assertThat(connection.segments())
        .extracting(s -> s.kind())
        .containsExactly(SegmentKind.NEW, SegmentKind.NEW, SegmentKind.NEW, SegmentKind.ACK);
  }

  @Test
  void should_find_the_client_without_a_SYN_by_the_port_and_say_so() {
    String text =
        """
        connection 192.0.2.1:8080 > 192.0.2.2:45000
        0.000000 > [P.] 1:11 ack 1
        connection 192.0.2.1:443 > 192.0.2.2:900
        0.000000 > [P.] 1:11 ack 1
        connection 192.0.2.1:900 > 192.0.2.2:2000
        0.000000 < [P.] 1:11 ack 1
        connection 192.0.2.1:7000 > 192.0.2.2:7000
        0.000000 > [P.] 1:11 ack 1
        """;
    Scenario.read(text, analyzer::onSegment);

    List<Connection> connections = trace().connections();
    assertThat(connections)
        .extracting(Connection::toString)
        .containsExactly(
            "192.0.2.2:45000 > 192.0.2.1:8080",
            "192.0.2.2:900 > 192.0.2.1:443",
            "192.0.2.2:2000 > 192.0.2.1:900",
            "192.0.2.1:7000 > 192.0.2.2:7000");
    assertThat(connections)
        .extracting(Connection::roleEvidence)
        .containsExactly(
            RoleEvidence.LOWER_PORT,
            RoleEvidence.LOWER_PORT,
            RoleEvidence.WELL_KNOWN_PORT,
            RoleEvidence.FIRST_SENDER);
  }

  @Test
  void should_find_each_of_many_connections_again_whichever_way_a_segment_goes() {
    int count = 30_000;
    for (int i = 0; i < count; i++) {
      open(i, true, TcpFlags.SYN, 100, 0);
    }
    for (int i = count - 1; i >= 0; i--) {
      open(i, false, TcpFlags.SYN | TcpFlags.ACK, 900, 101);
    }

    List<Connection> connections = trace().connections();
    assertThat(connections).hasSize(count);
    assertThat(connections).allMatch(c -> c.segmentCount() == 2);
  }

  private void open(int number, boolean forth, int flags, int seq, int ack) {
    segment.clear();
    segment.sourceLow = forth ? number : -7;
    segment.destinationLow = forth ? -7 : number;
    segment.sourcePort = forth ? 1_000 + number : 80;
    segment.destinationPort = forth ? 80 : 1_000 + number;
    segment.flags = flags;
    segment.seq = seq;
    segment.ack = ack;
    analyzer.onSegment(segment);
  }

  private void send(int flags, int seq, int ack, int length) {
    open(1, true, flags, seq, ack, length);
  }

  private void open(int number, boolean forth, int flags, int seq, int ack, int length) {
    segment.clear();
    segment.sourceLow = forth ? number : 2;
    segment.destinationLow = forth ? 2 : number;
    segment.sourcePort = 40_000;
    segment.destinationPort = 80;
    segment.flags = flags;
    segment.seq = seq;
    segment.ack = ack;
    segment.payloadLength = length;
    analyzer.onSegment(segment);
  }

  /** Sequence and acknowledgement numbers are of one and the same space. */
  private void self(int flags, int seq, int ack, int length) {
    segment.clear();
    segment.sourceLow = 0x7F000001;
    segment.destinationLow = 0x7F000001;
    segment.sourcePort = 5_000;
    segment.destinationPort = 5_000;
    segment.flags = flags;
    segment.seq = Scenario.CLIENT_ISN + seq;
    segment.ack = Scenario.CLIENT_ISN + ack;
    segment.payloadLength = length;
    analyzer.onSegment(segment);
  }

  private Trace trace() {
    return analyzer.trace("test", Completeness.COMPLETE, 0);
  }

  private static Connection only(Trace trace) {
    assertThat(trace.connections()).hasSize(1);
    return trace.connections().get(0);
  }
}
