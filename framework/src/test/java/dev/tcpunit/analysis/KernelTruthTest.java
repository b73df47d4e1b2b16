package dev.tcpunit.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tcpunit.SharedCorpus;
import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameDecoder;
import dev.tcpunit.internal.wire.FrameOutcome;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Uploads over a lossy link, captured at both ends, compared with what the kernel that made them
 * counted itself, and with what the one end sent and the other received.
 */
class KernelTruthTest {
  private static final int CLIENT_SIDE = 1;
  private static final int SERVER_SIDE = 2;

  /** Uploads whose only outstanding segment went out again, by either of two timers. */
  private static final Map<String, Long> LONE_TAILS = Map.of("drop-last", 1L, "loss5-1", 1L);

  /** A capture, as it is or with IPv6 headers, which have no identification. */
  record Upload(Path pcap, boolean ipv6) {
    @Override
    public String toString() {
      return name(pcap) + (ipv6 ? " over IPv6" : "");
    }
  }

  static List<Upload> uploads() throws IOException {
    try (Stream<Path> files = Files.list(SharedCorpus.require("kernel-truth"))) {
      return files
          .filter(file -> file.toString().endsWith(".pcap"))
          .sorted()
          .flatMap(file -> Stream.of(new Upload(file, false), new Upload(file, true)))
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void should_find_the_retransmissions_that_the_kernel_counted(Upload upload) throws IOException {
    JsonNode truth = truth(upload.pcap());
    Flow sent = connection(upload, CLIENT_SIDE).clientToServer();

    long found =
        sent.retransmissions()
            + sent.count(FlowCount.SYN_RETRANSMISSIONS)
            + sent.count(FlowCount.FIN_RETRANSMISSIONS);
    assertThat(found).isEqualTo(truth.at("/client_info/total_retrans").asLong());
    assertThat(sent.count(FlowCount.ZERO_WINDOW_PROBES))
        .isEqualTo(truth.at("/kernel/TCPWinProbe").asLong());
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void should_find_the_causes_that_the_kernel_counted(Upload upload) throws IOException {
    JsonNode kernel = truth(upload.pcap()).get("kernel");
    Connection connection = connection(upload, CLIENT_SIDE);
    Flow sent = connection.clientToServer();

    assertThat(sent.count(FlowCount.FAST_RETRANSMISSIONS))
        .isEqualTo(kernel.path("TCPFastRetrans").asLong());
    assertThat(sent.count(FlowCount.TIMEOUT_RETRANSMISSIONS))
        .isEqualTo(
            kernel.path("TCPTimeouts").asLong() + kernel.path("TCPSlowStartRetrans").asLong());
    // A probe may also carry new data, and then is no retransmission.
    assertThat(sent.count(FlowCount.TAIL_LOSS_PROBES))
        .isLessThanOrEqualTo(kernel.path("TCPLossProbes").asLong());
    long unknown =
        connection.segments().stream()
            .filter(segment -> segment.cause().stream().anyMatch(KernelTruthTest::isUnknown))
            .count();
    assertThat(unknown).isEqualTo(LONE_TAILS.getOrDefault(name(upload.pcap()), 0L));
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void should_see_the_duplicate_sacks_that_the_kernel_received(Upload upload) throws IOException {
    JsonNode kernel = truth(upload.pcap()).get("kernel");
    Connection connection = connection(upload, CLIENT_SIDE);

    long found =
        connection.segments().stream()
            .filter(segment -> segment.has(SegmentFinding.DUPLICATE_SACK))
            .count();
    assertThat(found)
        .isEqualTo(kernel.path("TCPDSACKRecv").asLong() + kernel.path("TCPDSACKOfoRecv").asLong());
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void should_see_each_connection_opened_and_closed_at_both_ends(Upload upload) throws IOException {
    Teardown.State closed =
        name(upload.pcap()).equals("reset") ? Teardown.State.RESET : Teardown.State.CLEAN;
    for (int side : List.of(CLIENT_SIDE, SERVER_SIDE)) {
      Connection connection = connection(upload, side);

      assertThat(connection.handshake().state()).isEqualTo(Handshake.State.COMPLETED);
      assertThat(connection.teardown().state()).isEqualTo(closed);
    }
  }

  @ParameterizedTest
  @MethodSource("uploads")
  void should_tell_resent_overtaken_and_copied_apart_at_the_receiver(Upload upload)
      throws IOException {
    Map<Long, Packet> packets = packets(upload.pcap());
    Map<Packet, SegmentKind> sent = new HashMap<>();
    for (Segment segment : data(connection(upload, CLIENT_SIDE))) {
      sent.put(packets.get(segment.frame()), segment.kind());
    }

    Set<Packet> arrived = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    long end = 1;
    for (Segment segment : data(connection(upload, SERVER_SIDE))) {
      Packet packet = packets.get(segment.frame());
      SegmentKind truth;
      if (!arrived.add(packet)) {
        truth = SegmentKind.NETWORK_DUPLICATE;
      } else if (segment.seq() >= end) {
        truth = segment.seq() == end ? SegmentKind.NEW : SegmentKind.NEW_AFTER_GAP;
      } else {
        boolean again = sent.get(packet) == SegmentKind.RETRANSMISSION;
        truth = again ? SegmentKind.RETRANSMISSION : SegmentKind.REORDERED;
      }
      end = Math.max(end, segment.end());
      if (segment.kind() != truth) {
        wrong.add(segment + " is " + truth);
      }
    }
    assertThat(wrong).isEmpty();
  }

  /** What makes a packet the same at both ends of the link. */
  private record Packet(int ipId, int seq, int length) {}

  private static Map<Long, Packet> packets(Path pcap) throws IOException {
    FrameDecoder decoder = new FrameDecoder();
    DecodedSegment decoded = new DecodedSegment();
    Map<Long, Packet> packets = new HashMap<>();
    long[] frame = {0};
    CaptureFile.read(
        pcap,
        captured -> {
          frame[0]++;
          if (decoder.decode(captured, decoded) == FrameOutcome.TCP) {
            packets.put(frame[0], new Packet(decoded.ipId, decoded.seq, decoded.payloadLength));
          }
        });
    return packets;
  }

  private static List<Segment> data(Connection connection) {
    return connection.segments().stream()
        .filter(segment -> segment.from() == Role.CLIENT && segment.length() > 0)
        .toList();
  }

  private static boolean isUnknown(RetransmissionCause cause) {
    return cause == RetransmissionCause.UNKNOWN;
  }

  /** What one end of the link saw: its host number is the last byte of its address. */
  private static Connection connection(Upload upload, int side) throws IOException {
    int port = truth(upload.pcap()).get("client_port").asInt();
    return trace(upload).connectionsFrom(port).stream()
        .filter(c -> lastByte(c.client().address().getAddress()) == side)
        .findFirst()
        .orElseThrow();
  }

  private static int lastByte(byte[] address) {
    return address[address.length - 1];
  }

  private static Trace trace(Upload upload) throws IOException {
    if (!upload.ipv6()) {
      return Traces.read(upload.pcap());
    }
    TraceAnalyzer analyzer = new TraceAnalyzer();
    CaptureFile.read(upload.pcap(), new OverIpv6(analyzer));
    return analyzer.trace(upload.toString(), Completeness.COMPLETE, 0);
  }

  private static String name(Path pcap) {
    return pcap.getFileName().toString().replace(".pcap", "");
  }

  private static JsonNode truth(Path pcap) throws IOException {
    return new ObjectMapper().readTree(pcap.resolveSibling(name(pcap) + ".json").toFile());
  }
}
