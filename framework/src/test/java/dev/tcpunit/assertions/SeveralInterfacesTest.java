package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.SharedCorpus;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.file.PcapngWriter;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A capture in which a packet stands once for each interface that it passed. */
class SeveralInterfacesTest {
  private static final int ETHERNET = 14;
  private static final int COOKED = 16;

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(
      value = Traffic.class,
      names = {"UPLOAD", "UPLOAD_OVER_IPV6", "CLOSED_BY_SERVER", "SMALL_WRITES", "LARGE_UPLOAD"})
  void should_count_a_packet_once_however_many_interfaces_it_passed(Traffic traffic)
      throws IOException {
    List<CapturedFrame> frames = traffic.recording().frames();

    thenIsTheSame(merged(frames, 3_000, 2), frames);
    thenIsTheSame(merged(frames, 3_000, 4), frames);
  }

  /** The other interface is another host's, a way of 20 ms off. */
  @ParameterizedTest
  @ValueSource(longs = {300_000, 20_000_000})
  void should_count_a_packet_once_if_files_of_two_hosts_were_merged(long nanos) throws IOException {
    List<CapturedFrame> frames = Traffic.TIMED_OUT.recording().frames();

    thenIsTheSame(merged(frames, nanos, 2), frames);
  }

  @Test
  void should_tell_a_copy_at_one_interface_from_a_sight_at_another() throws IOException {
    List<CapturedFrame> frames = new ArrayList<>(Traffic.UPLOAD_OVER_IPV6.recording().frames());
    CapturedFrame copy = Recording.copy(frames.get(3));
    copy.stamp(copy.timeNanos() + 500, copy.linkType(), copy.checksumStatus());
    frames.add(4, copy);

    thenIsTheSame(merged(frames, 3_000, 2), frames);
  }

  /**
   * A router's {@code any}, of which one device cut what came whole: each line of {@code -e} tells
   * the interface, or at least the direction.
   */
  @ParameterizedTest
  @ValueSource(strings = {"sll1-link", "sll2-unknown-names"})
  void should_count_a_packet_once_where_text_tells_its_interface(String text) throws IOException {
    Connection connection = routed(text);

    assertThat(connection).hasNoNetworkDuplicates().hasCleanFin();
    assertThat(connection)
        .client(c -> c.hasRetransmissions(0).hasByteCount(12_000))
        .hasNoRetransmissions();
  }

  /** Without it the identifications tell that the pieces are no resend. */
  @Test
  void should_take_the_pieces_of_a_large_segment_for_no_resend() throws IOException {
    Connection connection = routed("sll1-verbose");

    assertThat(connection)
        .client(c -> c.hasRetransmissions(0).hasByteCount(12_000))
        .hasNoRetransmissions();
    assertThatThrownBy(() -> assertThat(connection).hasNoNetworkDuplicates())
        .hasMessageContaining("it cannot be told");
  }

  private static Connection routed(String text) throws IOException {
    try (InputStream lines =
        SeveralInterfacesTest.class.getResourceAsStream("/several-interfaces/" + text + ".txt")) {
      String read = new String(lines.readAllBytes(), StandardCharsets.UTF_8);
      return Traces.parseTcpdump(read).connections().get(0);
    }
  }

  /** LINUX_SLL does not say which interface it was; a bridge has two, one right after the other. */
  @ParameterizedTest
  @EnumSource(
      value = Traffic.class,
      names = {"UPLOAD", "UPLOAD_OVER_IPV6", "CLOSED_BY_SERVER", "SMALL_WRITES", "TIMED_OUT"})
  void should_count_a_packet_once_where_its_interface_is_not_named(Traffic traffic)
      throws IOException {
    List<CapturedFrame> frames = traffic.recording().frames();
    Connection twice = Traces.read(cooked(frames, 0, 3_000)).connections().get(0);
    Connection once = Traces.read(cooked(frames, 0)).connections().get(0);

    assertThat(twice.trace().ignored().seenBefore()).isEqualTo(once.trace().tcpSegments());
    assertThat(sentAgain(twice)).isEqualTo(sentAgain(once));
    assertThat(twice.handshake()).isEqualTo(once.handshake());
    assertThatThrownBy(() -> TcpAssertions.assertThat(twice).hasNoNetworkDuplicates())
        .hasMessageContaining("it cannot be told");
  }

  @Test
  void should_believe_one_packet_that_came_again_much_later() throws IOException {
    List<CapturedFrame> frames = Traffic.UPLOAD_OVER_IPV6.recording().frames();
    Trace trace = Traces.read(cooked(frames, 0, 30_000_000));

    assertThat(trace.ignored().seenBefore()).isZero();
  }

  @Test
  void should_count_a_packet_once_where_text_names_its_interfaces() throws IOException {
    String packet = "IP6 fd09::2.5 > fd09::1.80: Flags [%s], seq 1, win 9, length 0%n";
    Path text = folder.resolve("any.txt");
    StringBuilder lines = new StringBuilder();
    for (String at : List.of("09.000001 eth0  In  ", "09.000002 br0   In  ", "10.1 eth0  In  ")) {
      lines.append("12:00:").append(at).append(packet.formatted("S"));
    }
    Trace trace = Traces.read(Files.writeString(text, lines));

    assertThat(trace.ignored().seenBefore()).isEqualTo(1);
    assertThat(trace.connections().get(0).clientToServer().count(FlowCount.SYN_RETRANSMISSIONS))
        .isEqualTo(1);
  }

  /** A bridge has a segment whole that its device sends in pieces; or the other way round. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void should_know_a_segment_by_its_pieces(boolean piecesFirst) throws IOException {
    StringBuilder lines = new StringBuilder("11:59:59.999999 br0 Out IP 10.0.0.1.80");
    lines.append(" > 10.0.0.2.40005: Flags [S.], seq 0, ack 1, win 9, length 0\n");
    for (String second : List.of("00.000", "00.300")) {
      List<String> sights = new ArrayList<>(List.of("br0 1:3001 3000"));
      List<String> pieces =
          List.of("eth0 1:1001 1000", "eth0 1001:2001 1000", "eth0 2001:3001 1000");
      sights.addAll(piecesFirst ? 0 : 1, pieces);
      for (int i = 0; i < sights.size(); i++) {
        String[] sight = sights.get(i).split(" ");
        lines.append(
            ("12:00:%s00%d %s Out IP 10.0.0.1.80 > 10.0.0.2.40005: Flags [.], seq %s, ack 1, win 9,"
                    + " length %s%n")
                .formatted(second, i, sight[0], sight[1], sight[2]));
      }
    }
    Trace trace = Traces.read(Files.writeString(folder.resolve("pieces.txt"), lines));

    Flow flow = trace.connections().get(0).flow(Role.SERVER);
    assertThat(flow.bytes()).isEqualTo(3000);
    assertThat(flow.count(FlowCount.PAYLOAD_BYTES)).isEqualTo(6000);
    assertThat(flow.retransmissions()).isEqualTo(piecesFirst ? 3 : 1);
  }

  private static List<Long> sentAgain(Connection connection) {
    return Stream.of(connection.clientToServer(), connection.serverToClient())
        .flatMap(
            flow ->
                Stream.of(FlowCount.RETRANSMISSIONS, FlowCount.SYN_RETRANSMISSIONS)
                    .map(flow::count))
        .toList();
  }

  /** Each frame as {@code any} captures it, as often as delays are given. */
  private Path cooked(List<CapturedFrame> frames, long... laterNanos) throws IOException {
    List<CapturedFrame> sights = new ArrayList<>();
    for (CapturedFrame frame : frames) {
      for (long later : laterNanos) {
        byte[] bytes = new byte[frame.capturedLength() + COOKED - ETHERNET];
        System.arraycopy(
            frame.buffer(), frame.offset() + ETHERNET, bytes, COOKED, bytes.length - COOKED);
        bytes[COOKED - 2] = frame.buffer()[frame.offset() + ETHERNET - 2];
        bytes[COOKED - 1] = frame.buffer()[frame.offset() + ETHERNET - 1];
        int length = frame.originalLength() + COOKED - ETHERNET;
        sights.add(
            new CapturedFrame()
                .wrap(bytes, 0, bytes.length, length)
                .stamp(frame.timeNanos() + later, LinkTypes.LINUX_SLL, frame.checksumStatus()));
      }
    }
    sights.sort(Comparator.comparingLong(CapturedFrame::timeNanos));
    Path file = folder.resolve("any-" + laterNanos.length + ".pcapng");
    try (PcapngWriter writer = PcapngWriter.create(file, "test")) {
      writer.addInterface("any", LinkTypes.LINUX_SLL, 262144, CaptureSite.UNKNOWN);
      for (CapturedFrame sight : sights) {
        writer.write(0, sight);
      }
    }
    return file;
  }

  @Test
  void should_take_one_of_the_places_of_each_packet_on_any() throws IOException {
    Trace trace = Traces.read(SharedCorpus.require("faults").resolve("any-interface.pcap"));

    assertThat(trace.ignored().seenBefore()).isEqualTo(8);
    Connection connection = trace.connections().get(0);
    assertThat(trace.connections()).hasSize(1);
    assertThat(connection.segments())
        .hasSize(8)
        .extracting(s -> s.kind())
        .doesNotContain(SegmentKind.RETRANSMISSION, SegmentKind.NETWORK_DUPLICATE);
  }

  private void thenIsTheSame(Path file, List<CapturedFrame> frames) throws IOException {
    Trace merged = Traces.read(file, AnalysisOptions.SEGMENTS);
    Trace single = Traces.read(merged(frames, 0, 1), AnalysisOptions.SEGMENTS);

    assertThat(merged.ignored().seenBefore())
        .isEqualTo(merged.packets() - single.packets())
        .isPositive();
    assertThat(merged.tcpSegments()).isEqualTo(single.tcpSegments());
    assertThat(facts(merged)).isEqualTo(facts(single));
  }

  private static List<String> facts(Trace trace) {
    List<String> facts = new ArrayList<>();
    for (Connection connection : trace.connections()) {
      facts.add(connection + " " + connection.handshake().state() + " " + connection.teardown());
      for (Role sender : Role.values()) {
        for (FlowCount count : FlowCount.values()) {
          boolean known = connection.flow(sender).isKnown(count);
          facts.add(sender + " " + count + (known ? connection.flow(sender).count(count) : "?"));
        }
      }
      connection
          .segments()
          .forEach(s -> facts.add(s.timeNanos() + s.flags().toString() + s.kind()));
    }
    return facts;
  }

  /** Each frame at each interface, later by so much at every further one. */
  private Path merged(List<CapturedFrame> frames, long laterNanos, int interfaces)
      throws IOException {
    Path file = folder.resolve(interfaces + "-" + laterNanos + "-" + frames.size() + ".pcapng");
    List<Sight> sights = new ArrayList<>();
    for (CapturedFrame frame : frames) {
      for (int i = 0; i < interfaces; i++) {
        sights.add(new Sight(i, frame.timeNanos() + i * laterNanos, frame));
      }
    }
    sights.sort(Comparator.comparingLong(Sight::nanos));
    try (PcapngWriter writer = PcapngWriter.create(file, "test")) {
      for (int i = 0; i < interfaces; i++) {
        writer.addInterface("eth" + i, frames.get(0).linkType(), 262144, CaptureSite.UNKNOWN);
      }
      for (Sight sight : sights) {
        CapturedFrame frame = Recording.copy(sight.frame());
        frame.stamp(sight.nanos(), frame.linkType(), frame.checksumStatus());
        writer.write(sight.number(), frame);
      }
    }
    return file;
  }

  private record Sight(int number, long nanos, CapturedFrame frame) {}
}
