package dev.tcpunit.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.analysis.Traces;
import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.file.CaptureFile;
import dev.tcpunit.internal.file.CaptureSite;
import dev.tcpunit.internal.file.PcapngWriter;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.internal.rule.catalogue.Rules;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.TimeDisorder;
import dev.tcpunit.trace.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A capture of real connections, whose file holds its frames in another order than their times. */
class SwappedFramesTest {
  private static final long MILLI = 1_000_000;
  private static final AnalysisOptions OPTIONS = AnalysisOptions.EVERYTHING;

  /** What each segment tells by itself. */
  private static final Set<String> IN_ANY_ORDER =
      Set.of(
          "negotiatedAccurateEcn",
          "negotiatedEcn",
          "negotiatedSack",
          "negotiatedTimestamps",
          "negotiatedWindowScaling",
          "hasNoBadChecksums",
          "hasValidChecksums",
          "hasNoMalformedSegments",
          "usedFastOpen",
          "usedMptcp");

  @TempDir Path folder;
  private final List<Frame> frames = new ArrayList<>();

  @BeforeEach
  void capture() throws Exception {
    Requires.sandbox();
    Path file = folder.resolve("captured.pcapng");
    FileCapture capture =
        FileCapture.start(new FileCaptureRequest(file, null, "lo", PayloadMode.FULL, Set.of()));
    exchange();
    refuse();
    capture.stop();
    CaptureFile.read(file, frame -> frames.add(Frame.copyOf(frame)));
    frames.sort(Comparator.comparingLong(Frame::nanos));
    for (int i = 1; i < frames.size(); i++) {
      // No two at the same time, so that each step back is one.
      frames.set(i, frames.get(i).notBefore(frames.get(i - 1).nanos() + 1000));
    }
  }

  @Test
  void should_leave_open_what_rests_on_the_order_of_the_connection_and_no_other() throws Exception {
    Trace inOrder = read(frames, CaptureSite.UNKNOWN);
    assertThat(inOrder.completeness().timeDisorder()).isEmpty();
    Map<String, Outcome> right = outcomes(inOrder);
    int disorders = 0;
    for (int i = 1; i < frames.size(); i++) {
      Trace swapped = read(swapped(i), CaptureSite.UNKNOWN);
      boolean disorder = swapped.completeness().timeDisorder().isPresent();
      assertThat(swapped.connections()).anyMatch(c -> c.timeDisorder().isPresent() == disorder);
      for (Connection connection : swapped.connections()) {
        for (Verdict verdict : verdicts(connection)) {
          assertThat(verdict.message()).doesNotContainPattern("-\\d+\\.\\d+ m?s");
          boolean disordered = connection.timeDisorder().isPresent();
          if (disordered && !IN_ANY_ORDER.contains(verdict.rule())) {
            assertThat(verdict.outcome()).as(verdict.message()).isEqualTo(Outcome.CANNOT_TELL);
            assertThat(verdict.message()).contains("reordercap");
          } else if (!disordered) {
            assertThat(verdict.outcome()).isEqualTo(right.get(key(connection, verdict)));
          } else if (right.containsKey(key(connection, verdict))) {
            // Not so where a SYN-ACK stands before its SYN: another side seems to have opened.
            assertThat(verdict.outcome())
                .isIn(right.get(key(connection, verdict)), Outcome.CANNOT_TELL);
          }
        }
      }
      assertThat(Rules.ofTrace())
          .allMatch(r -> !disorder || r.judge(swapped).outcome() == Outcome.CANNOT_TELL);
      disorders += disorder ? 1 : 0;
    }
    assertThat(disorders).isGreaterThan(8);
  }

  @Test
  void should_trust_its_own_capture_unless_an_acknowledgement_came_too_soon() throws Exception {
    int synAck = 1 + firstOfTcp();
    Trace late = read(swapped(synAck), CaptureSite.LOOPBACK);
    assertThat(late.completeness().timeDisorder()).isPresent();
    Frame ack = frames.get(synAck + 1);
    List<Frame> early = new ArrayList<>(frames);
    early.set(synAck + 1, ack.at(frames.get(synAck).nanos() - 500));
    assertThat(read(early, CaptureSite.LOOPBACK).completeness().timeDisorder()).isEmpty();
    assertThat(read(early, CaptureSite.UNKNOWN).completeness().timeDisorder())
        .hasValue(new TimeDisorder(1, 500, true));
  }

  @Test
  void should_notice_a_clock_that_is_set_back_while_it_captures() {
    List<Frame> stepped = new ArrayList<>(frames.subList(0, 5));
    frames.subList(5, frames.size()).forEach(f -> stepped.add(f.at(f.nanos() - 2000 * MILLI)));
    TraceAnalyzer analyzer = new TraceAnalyzer(OPTIONS);
    stepped.forEach(frame -> analyzer.onFrame(frame.frame()));
    Completeness none = new Completeness(OptionalLong.of(0), Optional.empty());
    Connection connection = analyzer.trace("live", none, 0).connections().get(0);
    assertThat(connection.timeDisorder()).get().matches(d -> !d.file() && d.mostNanos() > MILLI);
    assertThat(verdicts(connection))
        .filteredOn(verdict -> !IN_ANY_ORDER.contains(verdict.rule()))
        .allMatch(verdict -> verdict.outcome() == Outcome.CANNOT_TELL)
        .allMatch(verdict -> verdict.message().replaceAll("\\s+", " ").contains("clock was set"));
  }

  /** The place of the first frame of TCP: the SYN. */
  private int firstOfTcp() {
    int i = 0;
    while (!frames.get(i).isTcp()) {
      i++;
    }
    return i;
  }

  private List<Frame> swapped(int second) {
    List<Frame> swapped = new ArrayList<>(frames);
    Collections.swap(swapped, second - 1, second);
    return swapped;
  }

  private static Map<String, Outcome> outcomes(Trace trace) {
    Map<String, Outcome> outcomes = new TreeMap<>();
    for (Connection connection : trace.connections()) {
      verdicts(connection).forEach(v -> outcomes.put(key(connection, v), v.outcome()));
    }
    return outcomes;
  }

  private static String key(Connection connection, Verdict verdict) {
    return connection + " " + verdict.rule() + " " + verdict.subject();
  }

  private static List<Verdict> verdicts(Connection connection) {
    Stream<Verdict> ofFlows =
        Stream.of(connection.clientToServer(), connection.serverToClient())
            .flatMap(flow -> Rules.ofFlow().stream().map(rule -> rule.judge(flow)));
    Stream<Rule<Connection>> rules = Rules.ofConnection().stream();
    return Stream.concat(rules.map(rule -> rule.judge(connection)), ofFlows).toList();
  }

  private static Trace read(List<Frame> frames, CaptureSite site) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (PcapngWriter writer = new PcapngWriter(file, "test")) {
      writer.addInterface("lo", frames.get(0).linkType(), 0, site);
      for (Frame frame : frames) {
        writer.write(0, frame.frame());
      }
    }
    return Traces.read(new ByteArrayInputStream(file.toByteArray()), "swapped.pcapng", OPTIONS);
  }

  private static void exchange() throws Exception {
    try (LoopbackExchange exchange = new LoopbackExchange();
        Pair pair = exchange.open()) {
      pair.client.getOutputStream().write(new byte[100]);
      pair.server.getInputStream().readNBytes(100);
      pair.server.getOutputStream().write(new byte[50]);
      pair.client.getInputStream().readNBytes(50);
      pair.client.close();
      pair.server.getInputStream().read();
    }
  }

  private static void refuse() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      throw new AssertionError(socket + " was accepted");
    } catch (ConnectException e) {
      // That is what was asked for.
    }
  }

  private record Frame(byte[] bytes, int originalLength, long nanos, int linkType) {
    private static final int IPV4_PROTOCOL = 14 + 9;
    private static final int TCP = 6;

    static Frame copyOf(CapturedFrame frame) {
      int end = frame.offset() + frame.capturedLength();
      byte[] bytes = Arrays.copyOfRange(frame.buffer(), frame.offset(), end);
      return new Frame(bytes, frame.originalLength(), frame.timeNanos(), frame.linkType());
    }

    Frame at(long time) {
      return new Frame(bytes, originalLength, time, linkType);
    }

    Frame notBefore(long time) {
      return at(Math.max(time, nanos));
    }

    boolean isTcp() {
      return bytes[IPV4_PROTOCOL] == TCP;
    }

    CapturedFrame frame() {
      return new CapturedFrame()
          .wrap(bytes, 0, bytes.length, originalLength)
          .stamp(nanos, linkType, ChecksumStatus.UNKNOWN);
    }
  }
}
