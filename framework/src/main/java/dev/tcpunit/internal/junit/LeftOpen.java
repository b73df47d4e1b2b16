package dev.tcpunit.internal.junit;

import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.OpenSockets;
import dev.tcpunit.internal.linux.OpenSockets.Unclosed;
import dev.tcpunit.internal.notation.LineWrap;
import dev.tcpunit.internal.rule.trace.NoOpenConnections;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.kernel.ClosedSockets;
import dev.tcpunit.net.FlowKey;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The connections that tests left open. What the kernel has open of them when the time for closing
 * them is over is a leak.
 */
final class LeftOpen {
  private static final int MOST_CONNECTIONS = 8;
  private static final int LABEL_WIDTH = 10;
  private static final int CONTINUED = 4;

  private final String expectation;
  private final String className;

  /** By its ends, from the client's to the server's; the test that opened it. */
  private final Map<FlowKey, TestName> left = Collections.synchronizedMap(new LinkedHashMap<>());

  /** What the tests of a class leave open. */
  static LeftOpen byClass(String name) {
    return new LeftOpen(
        "class\n  " + name + "\nto leave no connection open when its tests are over", name);
  }

  /** What all tests of this JVM leave open. */
  static LeftOpen byJvm() {
    String name = "JVM\n  process " + ProcessHandle.current().pid();
    return new LeftOpen(name + "\nto leave no connection of its tests open when it ends", "");
  }

  private LeftOpen(String expectation, String className) {
    this.expectation = expectation;
    this.className = className;
  }

  /** Notes what a test leaves open; hands back why that cannot be asked, where it cannot. */
  Optional<AssertionError> leave(TestName test, TcpCapture capture) {
    try {
      NoOpenConnections.in(capture.trace())
          .forEach(c -> left.putIfAbsent(new FlowKey(c.client(), c.server()), test));
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  /** Waits while some are open, no longer than allowed, and says which are open then. */
  Optional<String> stillOpen(Duration atMost) throws LinuxException {
    if (left.isEmpty()) {
      return Optional.empty();
    }
    try (OpenSockets kernel = OpenSockets.open()) {
      awaitClosing(kernel, atMost);
      List<Unclosed> sockets = kernel.unclosed();
      List<FlowKey> open = open(sockets);
      return open.isEmpty() ? Optional.empty() : Optional.of(message(open, sockets));
    }
  }

  /** What is said where nobody could look whether they are open. */
  String cannotTell(String why) {
    return "Expecting %s\nbut it cannot be told: %s".formatted(expectation, why);
  }

  /** A server closes when it sees that its client has: each closed socket is a reason to look. */
  private void awaitClosing(OpenSockets kernel, Duration atMost) throws LinuxException {
    long deadline = System.nanoTime() + atMost.toNanos();
    try (ClosedSockets watch = ClosedSockets.watch()) {
      int closed = 0;
      while (!open(kernel.unclosed()).isEmpty() && System.nanoTime() < deadline) {
        closed = watch.await(closed + 1, deadline - System.nanoTime(), socket -> true).size();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connections were to be closed", e);
    }
  }

  private List<FlowKey> open(List<Unclosed> sockets) {
    synchronized (left) {
      return left.keySet().stream()
          .filter(ends -> sockets.stream().anyMatch(socket -> isOf(ends, socket)))
          .toList();
    }
  }

  private static boolean isOf(FlowKey ends, Unclosed socket) {
    return isClients(ends, socket) || socket.ends().equals(ends.reversed());
  }

  private static boolean isClients(FlowKey ends, Unclosed socket) {
    return socket.ends().equals(ends);
  }

  private String message(List<FlowKey> open, List<Unclosed> sockets) {
    StringBuilder text = new StringBuilder("Expecting ").append(expectation).append('\n');
    text.append("but %s not closed:".formatted(wasOrWere(open.size())));
    open.stream().limit(MOST_CONNECTIONS).forEach(e -> text.append('\n').append(line(e, sockets)));
    if (open.size() > MOST_CONNECTIONS) {
      text.append("\n  ... and %d more".formatted(open.size() - MOST_CONNECTIONS));
    }
    return text.append('\n')
        .append(LineWrap.of("look for: ", LABEL_WIDTH, Remedy.CLOSE.words()))
        .append('\n')
        .append("rule:     RFC 9293 s3.6: a connection is closed once both sides have closed")
        .toString();
  }

  private static String wasOrWere(int connections) {
    return Wording.count(connections, "connection") + (connections == 1 ? " was" : " were");
  }

  private String line(FlowKey ends, List<Unclosed> sockets) {
    return LineWrap.of(
        "  %s, of ".formatted(ends),
        CONTINUED,
        "%s: %s".formatted(inClass(left.get(ends)), state(ends, sockets)));
  }

  /** A test's name without its class, if that is the class judged; nested classes are named. */
  private String inClass(TestName test) {
    String prefix = className.replace('$', '.') + ".";
    String name = test.toString();
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /** Who has its socket open, of those that are on this machine. */
  private static String state(FlowKey ends, List<Unclosed> sockets) {
    return sockets.stream()
        .filter(socket -> isOf(ends, socket))
        .map(
            socket ->
                "the %s has not closed%s"
                    .formatted(
                        isClients(ends, socket) ? "client" : "server",
                        socket.peerClosed() ? ", though its peer has (CLOSE-WAIT)" : ""))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
