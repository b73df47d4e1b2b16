package dev.tcpunit.lab;

import static dev.tcpunit.lab.Faults.corrupt;
import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.duplicate;
import static dev.tcpunit.lab.Faults.reorder;
import static dev.tcpunit.lab.Faults.zeroWindow;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.fin;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.retransmission;
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.lab.Packets.synAck;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.VantagePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Uploads over an impaired link: what is found in the packets of both ends, compared with what the
 * kernel counted meanwhile, and the server's view with the client's, packet by packet.
 */
@Isolated
class KernelRunTest {
  private static final int BYTES = 60_000;
  private static final int SEEDS = 16;

  @BeforeEach
  void be_alone() {
    Requires.sandbox();
  }

  static Stream<KernelRun.Scenario> scenarios() {
    List<List<Fault>> faults =
        List.of(
            List.of(),
            List.of(drop(clientData().number(7))),
            List.of(drop(clientData().last(BYTES))),
            List.of(drop(pureAck().from(Role.SERVER).number(3))),
            List.of(drop(clientData().number(7)), drop(retransmission().first())),
            List.of(reorder(clientData().number(7), 3)),
            List.of(duplicate(clientData().number(7))),
            List.of(delay(clientData().number(7), Duration.ofMillis(60))),
            List.of(corrupt(clientData().number(7))),
            List.of(zeroWindow(pureAck().from(Role.SERVER).number(4), Duration.ofMillis(300))),
            List.of(drop(fin().from(Role.CLIENT).first())),
            List.of(drop(fin().from(Role.SERVER).first())));
    Stream<KernelRun.Scenario> named =
        IntStream.range(0, 2 * faults.size())
            .mapToObj(
                i ->
                    new KernelRun.Scenario(
                        i,
                        List.of("reno", "bbr", "cubic").get(i % 3),
                        i % 4 < 3,
                        true,
                        i % 3 == 0,
                        2000,
                        BYTES,
                        faults.get(i / 2)));
    return Stream.concat(
        named, IntStream.rangeClosed(1, SEEDS).mapToObj(KernelRun.Scenario::random));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void should_find_what_the_kernel_counted(KernelRun.Scenario scenario) throws Exception {
    // WHEN
    TraceAnalyzer alone = atServerAlone();
    KernelRun run = KernelRun.of(scenario, alone);
    // THEN
    Agreement agreement = Agreement.of(run);
    assertThat(agreement.found())
        .as("retransmissions, where the kernel counted %s", run.kernel())
        .isEqualTo(agreement.counted());
    assertThat(agreement.wrong()).as("causes, of %s", run.kernel()).isZero();
    // One that comes when its receiver has closed is not counted as received any more.
    assertThat(duplicateSacks(run.connection()))
        .as("duplicate SACKs, of %s", run.kernel())
        .isBetween(run.kernel().dsackReceived(), dsackSent(run.kernel()));
    assertThat(closedWindows(run.connection())).isEqualTo(run.kernel().toZeroWindowAdv());
    if (!scenario.ipv6()) {
      assertThat(differences(run.connection(), arrived(alone, run))).isEmpty();
      assertThat(differences(run.connection(), run.connection().atServer())).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("openings")
  void should_find_the_resends_of_an_opening(Fault fault) throws Exception {
    KernelRun.Scenario scenario =
        new KernelRun.Scenario(1, "reno", true, true, false, 0, BYTES, List.of(fault));

    TraceAnalyzer alone = atServerAlone();
    KernelRun run = KernelRun.of(scenario, alone);

    Agreement agreement = Agreement.of(run);
    assertThat(agreement.counted()).isPositive();
    assertThat(agreement.found()).isEqualTo(agreement.counted());
    assertThat(differences(run.connection(), arrived(alone, run))).isEmpty();
    assertThat(differences(run.connection(), run.connection().atServer())).isEmpty();
  }

  /** Judges what arrives by that alone, as a capture on the server's host would. */
  private static TraceAnalyzer atServerAlone() {
    return new TraceAnalyzer(AnalysisOptions.SEGMENTS.seenFrom(VantagePoint.SERVER));
  }

  private static Connection arrived(TraceAnalyzer alone, KernelRun run) {
    return alone.trace("at the server", Completeness.COMPLETE, 0).connections().stream()
        .filter(c -> c.client().equals(run.connection().atServer().client()))
        .findFirst()
        .orElseThrow();
  }

  static Stream<Fault> openings() {
    return Stream.of(drop(syn().first()), drop(synAck().first()));
  }

  /** The ACKs that reached either end and report that something had arrived twice. */
  private static long duplicateSacks(Connection client) {
    return Stream.concat(from(client.atClient(), Role.SERVER), from(client.atServer(), Role.CLIENT))
        .filter(segment -> segment.has(SegmentFinding.DUPLICATE_SACK))
        .count();
  }

  private static long dsackSent(KernelCounters kernel) {
    return kernel.get("TcpExt", "TCPDSACKOldSent") + kernel.get("TcpExt", "TCPDSACKOfoSent");
  }

  /** How often a window that was open was closed. */
  private static long closedWindows(Connection client) {
    long closed = 0;
    for (Stream<Segment> side :
        List.of(from(client, Role.CLIENT), from(client.atServer(), Role.SERVER))) {
      boolean before = false;
      for (Segment segment : side.toList()) {
        boolean now = segment.has(SegmentFinding.ZERO_WINDOW);
        closed += now && !before ? 1 : 0;
        before = now;
      }
    }
    return closed;
  }

  /** What makes a packet the same at both ends of the link. */
  private record Packet(int ipId, long seq, int length) {
    static Packet of(Segment segment) {
      return new Packet(segment.ipId().orElse(0), segment.seq(), segment.length());
    }
  }

  /** Where a view of what arrived says of data something else than both ends together show. */
  private static List<String> differences(Connection client, Connection server) {
    Map<Packet, SegmentKind> sent = new HashMap<>();
    data(client).forEach(segment -> sent.put(Packet.of(segment), segment.kind()));
    Set<Packet> arrived = new HashSet<>();
    List<String> wrong = new ArrayList<>();
    long end = 1;
    long announced = 1;
    for (Segment segment : from(server, Role.CLIENT).toList()) {
      if (segment.length() == 0) {
        // It shows that there are bytes before it, though none of them arrived.
        announced = Math.max(announced, segment.seq());
        continue;
      }
      Packet packet = Packet.of(segment);
      SegmentKind truth;
      if (!arrived.add(packet)) {
        truth = SegmentKind.NETWORK_DUPLICATE;
      } else if (segment.seq() >= Math.max(end, announced)) {
        truth = segment.seq() == end ? SegmentKind.NEW : SegmentKind.NEW_AFTER_GAP;
        truth = isBeforeOriginal(segment, server, sent) ? SegmentKind.RETRANSMISSION : truth;
      } else {
        boolean again = sent.get(packet) == SegmentKind.RETRANSMISSION;
        truth = again ? SegmentKind.RETRANSMISSION : SegmentKind.REORDERED;
      }
      end = Math.max(end, segment.end());
      if (segment.kind() != truth) {
        wrong.add(segment + " is " + truth + ", not " + segment.kind());
      }
    }
    return wrong;
  }

  /** Whether bytes were sent again, and what carried them first arrived after that. */
  private static boolean isBeforeOriginal(
      Segment segment, Connection server, Map<Packet, SegmentKind> sent) {
    return sent.get(Packet.of(segment)) == SegmentKind.RETRANSMISSION
        && data(server)
            .filter(later -> later.index() > segment.index())
            .filter(later -> later.seq() == segment.seq() && later.length() == segment.length())
            .anyMatch(later -> sent.get(Packet.of(later)) != SegmentKind.RETRANSMISSION);
  }

  private static Stream<Segment> data(Connection connection) {
    return from(connection, Role.CLIENT).filter(segment -> segment.length() > 0);
  }

  private static Stream<Segment> from(Connection connection, Role sender) {
    return connection.segments().stream().filter(segment -> segment.from() == sender);
  }
}
