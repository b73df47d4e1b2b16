package dev.tcpunit.assertions;

import dev.tcpunit.Requires;
import dev.tcpunit.capture.FrameHandler;
import dev.tcpunit.internal.live.CaptureHub;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.live.PayloadMode;
import dev.tcpunit.internal.live.WindowAnalysis;
import dev.tcpunit.lab.Link;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Trace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A capture of what the kernel really sends over loopback, or over a link. */
final class LiveCapture implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CaptureHub hub;
  private final CaptureWindow window;
  private final WindowAnalysis analysis;
  private final Set<Integer> ports = new TreeSet<>();

  LiveCapture() throws Exception {
    this("lo", PayloadMode.FULL, Optional.empty());
  }

  /** A capture of both ends of a link. */
  LiveCapture(Link link, PayloadMode payload) throws Exception {
    this(
        link.interfaceName(),
        payload,
        Optional.of(new LinkAddresses(link.serverAddress(), link.towards(0).getAddress())));
  }

  private LiveCapture(String interfaceName, PayloadMode payload, Optional<LinkAddresses> link)
      throws Exception {
    Requires.sandbox();
    hub = CaptureHub.start(null, interfaceName, payload, 64 << 20, link);
    window = hub.open("kernel traffic");
    analysis = new WindowAnalysis(window);
  }

  /** Looks only at what comes and goes at this server port, and others named so. */
  void watch(int port) {
    ports.add(port);
    window.name(ports);
  }

  /** Hands out what was captured until now, which it returns. */
  long replay(FrameHandler handler) throws Exception {
    long until = window.drain();
    analysis.readOn();
    analysis.replay(handler);
    return until;
  }

  long dropped() {
    return window.dropped();
  }

  /** Waits until nothing has come for so long. */
  void awaitQuiet(Duration time) throws Exception {
    boolean more;
    do {
      window.drain();
      analysis.readOn();
      more = window.awaitBehind(analysis.position(), System.nanoTime() + time.toNanos());
    } while (more);
  }

  /** The connection to a server port, once a condition holds of it. */
  Connection await(int port, Predicate<Connection> condition) throws Exception {
    return awaitAny(c -> c.server().port() == port && condition.test(c));
  }

  /** The same of the connection between two ports. */
  Connection await(int one, int other, Predicate<Connection> condition) throws Exception {
    List<Integer> ports = List.of(one, other);
    return awaitAny(
        c ->
            ports.contains(c.server().port())
                && ports.contains(c.client().port())
                && condition.test(c));
  }

  private Connection awaitAny(Predicate<Connection> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Trace trace;
    do {
      long until = window.drain();
      analysis.readOn();
      trace = analysis.trace("live.pcapng", until, Continuation.ENDED);
      Optional<Connection> found = trace.connections().stream().filter(condition).findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    } while (System.nanoTime() < deadline);
    throw new AssertionError("not within " + PATIENCE + ": " + trace.connections());
  }

  /** Whether the capture has watched a connection for so long since its last segment. */
  static Predicate<Connection> quietFor(Duration time) {
    return c -> c.trace().endNanos() - c.startNanos() - c.durationNanos() > time.toNanos();
  }

  @Override
  public void close() {
    window.close();
    hub.close();
  }
}
