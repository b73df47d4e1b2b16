package dev.tcpunit.assertions;

import dev.tcpunit.Requires;
import dev.tcpunit.analysis.AnalysisOptions;
import dev.tcpunit.analysis.TraceAnalyzer;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.internal.live.WindowAnalysis;
import dev.tcpunit.kernel.ClosedSocket;
import dev.tcpunit.kernel.ClosedSockets;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.kernel.KernelSockets;
import dev.tcpunit.kernel.KernelTruth;
import dev.tcpunit.kernel.KernelWitness;
import dev.tcpunit.trace.Completeness;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * A capture on loopback that misses frames without knowing, beside the kernel's own account, which
 * misses none: what an extension does for its test, with a worse capture.
 */
final class WitnessedCapture implements AutoCloseable {
  private static final Path EARLY_RETRANSMIT = Path.of("/proc/sys/net/ipv4/tcp_early_retrans");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final KernelCounters before = KernelCounters.now();
  private final ClosedSockets sockets = ClosedSockets.watch();
  private final String earlyRetransmit;
  private final CaptureHub hub;
  private final CaptureWindow window;

  WitnessedCapture() throws Exception {
    Requires.sandbox();
    // A loopback that is busy has tail loss probes, which are not this test's matter.
    earlyRetransmit = String.join("", Files.readAllLines(EARLY_RETRANSMIT));
    Files.writeString(EARLY_RETRANSMIT, "0");
    hub = CaptureHub.start(null, "lo", PayloadMode.HEADERS, 64 << 20);
    window = hub.open("kernel traffic");
  }

  /** Waits until so many TCP frames were captured. */
  void awaitFrames(long number) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    WindowAnalysis analysis = new WindowAnalysis(window);
    analysis.readOn();
    while (analysis.segments() < number && window.awaitBehind(analysis.position(), deadline)) {
      analysis.readOn();
    }
  }

  /**
   * What was captured until the sockets of so many connections to a port were closed, without the
   * frames that are missed.
   *
   * @param missed gets the number of a frame among those of TCP, from 1
   */
  Trace trace(int connections, int port, LongPredicate missed) throws Exception {
    List<ClosedSocket> closed =
        sockets.await(
            2 * connections,
            PATIENCE.toNanos(),
            socket -> socket.local().port() == port || socket.remote().port() == port);
    long until = window.drain();
    WindowAnalysis whole = new WindowAnalysis(window);
    whole.readOn();
    TraceAnalyzer analyzer =
        new TraceAnalyzer(AnalysisOptions.SEGMENTS.seenFrom(VantagePoint.BOTH));
    long[] number = {0};
    whole.replay(
        frame -> {
          if (!missed.test(++number[0])) {
            analyzer.onFrame(frame);
          }
        });
    Completeness unaware = new Completeness(OptionalLong.of(0), Optional.empty());
    return analyzer.trace("live.pcapng", unaware, until, new Witnessed(closed, analyzer, until));
  }

  private final class Witnessed implements KernelWitness.Source, KernelWitness {
    private final List<ClosedSocket> closed;
    private final TraceAnalyzer analyzer;
    private final long until;

    Witnessed(List<ClosedSocket> closed, TraceAnalyzer analyzer, long until) {
      this.closed = closed;
      this.analyzer = analyzer;
      this.until = until;
    }

    @Override
    public Optional<KernelWitness> witness() {
      return Optional.of(this);
    }

    @Override
    public KernelTruth counters() {
      Completeness unaware = new Completeness(OptionalLong.of(0), Optional.empty());
      Trace trace = analyzer.trace("live.pcapng", unaware, until, this);
      return new KernelTruth(
          trace, KernelCounters.now().since(before).all(), Set.of(), Optional.empty());
    }

    @Override
    public OptionalLong receivedTwice() {
      return OptionalLong.of(KernelCounters.now().since(before).dsackSent());
    }

    @Override
    public KernelSockets sockets(Connection connection, Optional<Duration> limit) {
      return new KernelSockets(
          EnumSet.allOf(Role.class),
          closed.stream().filter(socket -> isOf(connection, socket)).toList(),
          Optional.empty());
    }

    @Override
    public Optional<ClosedSocket> socket(Connection connection, Role end) {
      return closed.stream()
          .filter(socket -> socket.local().equals(connection.flow(end).source()))
          .findFirst();
    }

    private static boolean isOf(Connection connection, ClosedSocket socket) {
      return socket.local().equals(connection.client())
          || socket.remote().equals(connection.client());
    }
  }

  @Override
  public void close() throws IOException {
    Files.writeString(EARLY_RETRANSMIT, earlyRetransmit);
    sockets.close();
    window.close();
    hub.close();
  }
}
