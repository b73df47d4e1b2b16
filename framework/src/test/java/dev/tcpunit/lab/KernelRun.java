package dev.tcpunit.lab;

import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.duplicate;
import static dev.tcpunit.lab.Faults.reorder;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.pureAck;

import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.internal.live.WindowAnalysis;
import dev.tcpunit.kernel.KernelCounters;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * One upload over an impaired link, seen by a capture and counted by the kernel at the same time.
 *
 * @param connection the client's view; the server's hangs on it
 * @param kernel what the counters of the whole network moved by
 */
public record KernelRun(String scenario, Connection connection, KernelCounters kernel) {
  private static final Path SETTINGS = Path.of("/proc/sys/net/ipv4");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How one upload is impaired; the same seed, the same settings and faults. */
  public record Scenario(
      long seed,
      String congestionControl,
      boolean sack,
      boolean timestamps,
      boolean ipv6,
      int delayMicros,
      int bytes,
      List<Fault> faults) {
    /** Draws everything from the seed. */
    public static Scenario random(long seed) {
      Random random = new Random(seed);
      String control = List.of("cubic", "reno", "bbr").get(random.nextInt(3));
      double loss = random.nextInt(4) * 0.012;
      List<Fault> faults =
          List.of(
              drop(clientData().withProbability(loss)).optional(),
              drop(pureAck().withProbability(random.nextInt(3) * 0.02)).optional(),
              duplicate(clientData().withProbability(random.nextInt(3) * 0.01)).optional(),
              reorder(clientData().withProbability(random.nextInt(3) * 0.01), 3).optional(),
              delay(
                      clientData().withProbability(random.nextInt(3) * 0.004),
                      Duration.ofMillis(5 + random.nextInt(60)))
                  .optional());
      return new Scenario(
          seed,
          control,
          random.nextInt(4) > 0,
          random.nextInt(4) > 0,
          random.nextInt(3) == 0,
          random.nextInt(5) * 1500,
          20_000 + random.nextInt(200_000),
          faults);
    }

    @Override
    public String toString() {
      return "seed %d: %s, sack %b, timestamps %b, ipv6 %b, delay %d us, %d bytes, %s"
          .formatted(seed, congestionControl, sack, timestamps, ipv6, delayMicros, bytes, faults);
    }
  }

  /** Uploads as a scenario says, in this JVM's network, which must be its own. */
  public static KernelRun of(Scenario scenario) throws Exception {
    return of(scenario, frame -> {});
  }

  /** The same, and hands out the frames of both ends afterwards. */
  public static KernelRun of(Scenario scenario, FrameHandler frames) throws Exception {
    set("tcp_sack", scenario.sack() ? "1" : "0");
    set("tcp_timestamps", scenario.timestamps() ? "1" : "0");
    set("tcp_no_metrics_save", "1");
    LinkBuilder builder = Link.builder().seed(scenario.seed());
    if (scenario.delayMicros() > 0) {
      builder.delay(Duration.ofNanos(scenario.delayMicros() * 1000L));
    }
    try (Link link = (scenario.ipv6() ? builder.ipv6() : builder).open()) {
      scenario.faults().forEach(link::apply);
      return capture(link, scenario, frames);
    } finally {
      set("tcp_sack", "1");
      set("tcp_timestamps", "1");
    }
  }

  private static KernelRun capture(Link link, Scenario scenario, FrameHandler frames)
      throws Exception {
    LinkAddresses addresses = new LinkAddresses(link.serverAddress(), link.towards(1).getAddress());
    try (CaptureHub hub =
            CaptureHub.start(
                "afpacket",
                link.interfaceName(),
                PayloadMode.HEADERS,
                64 << 20,
                Optional.of(addresses));
        CaptureWindow window = hub.open("upload")) {
      KernelCounters before = KernelCounters.now();
      Upload.over(link, scenario.bytes(), scenario.congestionControl());
      WindowAnalysis analysis = new WindowAnalysis(window);
      Connection connection = awaitClosed(window, analysis);
      KernelCounters kernel = KernelCounters.now().since(before);
      analysis.replay(frames);
      return new KernelRun(scenario.toString(), connection, kernel);
    }
  }

  private static Connection awaitClosed(CaptureWindow window, WindowAnalysis analysis)
      throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Trace trace;
    do {
      long until = window.drain();
      analysis.readOn();
      trace = analysis.trace("upload", until, Continuation.ENDED);
      if (trace.connections().size() == 1 && isClosed(trace.connections().get(0))) {
        return trace.connections().get(0);
      }
      window.awaitBehind(analysis.position(), deadline);
    } while (System.nanoTime() < deadline);
    throw new AssertionError("not closed within " + PATIENCE + ": " + trace.connections());
  }

  private static boolean isClosed(Connection connection) {
    return connection.isSeenAtBothEnds()
        && connection.teardown().state() == Teardown.State.CLEAN
        && connection.atServer().teardown().state() == Teardown.State.CLEAN;
  }

  private static void set(String name, String value) throws IOException {
    Files.writeString(SETTINGS.resolve(name), value);
  }
}
