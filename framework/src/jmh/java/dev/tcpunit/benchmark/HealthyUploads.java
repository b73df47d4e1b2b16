package dev.tcpunit.benchmark;

import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.internal.live.WindowAnalysis;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.LinkBuilder;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Prints what is found in uploads in which nothing is amiss: over loopback and over an unimpaired
 * link, with and without a delay, over IPv4 and IPv6, of one byte to a megabyte, several on a
 * connection. What the kernel counted at the same time is an event, and where packets lie far apart
 * a busy machine has paused; anything else is a false finding.
 *
 * <pre>
 * mvn -Pbenchmarks -pl framework process-test-classes exec:exec@benchmark \
 *     -Dbenchmark="dev.tcpunit.benchmark.HealthyUploads 10000"
 * </pre>
 */
public final class HealthyUploads {
  /** As in a sandbox: a probe would be sent wherever a busy machine acknowledges late. */
  private static final Path LOSS_PROBES = Path.of("/proc/sys/net/ipv4/tcp_early_retrans");

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int BATCH = 100;
  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_ON_A_CONNECTION = 20;

  /** Where uploads go. */
  private record Way(String name, String interfaceName, InetAddress bound, Optional<Link> link) {
    InetSocketAddress towards(int port) {
      return link.map(l -> l.towards(port)).orElseGet(() -> new InetSocketAddress(bound, port));
    }
  }

  private HealthyUploads() {}

  /**
   * Runs the uploads.
   *
   * @param arguments how many; then the seed
   */
  public static void main(String[] arguments) throws Exception {
    int uploads = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    Files.writeString(LOSS_PROBES, "0");
    HealthyFindings all = new HealthyFindings();
    Random random = new Random(seed);
    for (String address : List.of("127.0.0.1", "::1")) {
      InetAddress loopback = InetAddress.getByName(address);
      run(
          new Way("loopback " + address, "lo", loopback, Optional.empty()),
          uploads / 4,
          random,
          all);
    }
    run(Link.builder(), "link", uploads / 4, random, all);
    run(
        Link.builder().ipv6().delay(Duration.ofMillis(1)),
        "delayed link",
        uploads / 4,
        random,
        all);
    System.out.println(all);
    System.exit(all.areAllEvents() ? 0 : 1);
  }

  private static void run(
      LinkBuilder builder, String name, int uploads, Random random, HealthyFindings all)
      throws Exception {
    try (Link link = builder.open()) {
      run(
          new Way(name, link.interfaceName(), link.serverAddress(), Optional.of(link)),
          uploads,
          random,
          all);
    }
  }

  private static void run(Way way, int uploads, Random random, HealthyFindings all)
      throws Exception {
    try (CaptureHub hub =
        CaptureHub.start(
            "afpacket",
            way.interfaceName(),
            PayloadMode.FULL,
            1 << 30,
            way.link().map(Link::addresses))) {
      for (int left = uploads; left > 0; left -= BATCH) {
        batch(way, hub, Math.min(left, BATCH), random, all);
      }
    }
    System.out.printf("%s: %d uploads%n", way.name(), uploads);
  }

  private static void batch(
      Way way, CaptureHub hub, int uploads, Random random, HealthyFindings all) throws Exception {
    KernelCounters before = KernelCounters.now();
    try (CaptureWindow window = hub.open(way.name());
        ServerSocket listener = new ServerSocket(0, 50, way.bound())) {
      int connections = 0;
      for (int left = uploads; left > 0; connections++) {
        int together = Math.min(left, 1 + random.nextInt(MOST_ON_A_CONNECTION));
        KeptAlive.upload(listener, way.towards(listener.getLocalPort()), sizes(together, random));
        left -= together;
      }
      List<Connection> closed = awaitClosed(window, connections);
      all.add(way.name(), uploads, closed, KernelCounters.now().since(before));
    }
  }

  /** As many small ones as large ones, of each order of magnitude. */
  private static int[] sizes(int count, Random random) {
    return random
        .doubles(count, 0, Math.log(MOST_BYTES))
        .mapToInt(logarithm -> (int) Math.exp(logarithm))
        .toArray();
  }

  private static List<Connection> awaitClosed(CaptureWindow window, int connections)
      throws Exception {
    WindowAnalysis analysis = new WindowAnalysis(window);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Trace trace;
    do {
      long until = window.drain();
      analysis.readOn();
      trace = analysis.trace("uploads", until, Continuation.ENDED);
      long closed = trace.connections().stream().filter(HealthyUploads::isClosed).count();
      if (closed == connections) {
        return trace.connections();
      }
      window.awaitBehind(analysis.position(), deadline);
    } while (System.nanoTime() < deadline);
    throw new AssertionError("not closed within " + PATIENCE + ": " + trace.connections());
  }

  private static boolean isClosed(Connection connection) {
    return connection.views().stream()
        .allMatch(view -> view.teardown().state() == Teardown.State.CLEAN);
  }
}
