package dev.tcpunit.internal.junit;

import dev.tcpunit.capture.CaptureException;
import dev.tcpunit.internal.linux.LinuxException;
import dev.tcpunit.internal.linux.OpenSockets;
import dev.tcpunit.internal.linux.OpenSockets.Unclosed;
import dev.tcpunit.internal.live.CaptureWindow;
import dev.tcpunit.internal.notation.LineWrap;
import dev.tcpunit.internal.rule.trace.NoOpenConnections;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.net.FlowKey;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The connections that the tests of a class left open. JUnit closes it when the class is over: what
 * the kernel then has open of them is a leak.
 */
@SuppressWarnings("deprecation") // JUnit before 5.13 closes nothing but a CloseableResource.
final class LeftOpen implements ExtensionContext.Store.CloseableResource, AutoCloseable {
  private static final Namespace NAMESPACE = Namespace.create(LeftOpen.class);
  private static final int MOST_CONNECTIONS = 8;
  private static final int LABEL_WIDTH = 10;
  private static final int CONTINUED = 4;

  /** No connection has this port: a window on it waits for frames and takes none from a test. */
  private static final List<Integer> NO_PORT = List.of(0);

  private final String className;
  private final CaptureSettings settings;
  private final SharedHubs hubs;
  private final List<Left> left = new CopyOnWriteArrayList<>();

  /** A connection by its ends, from the client's to the server's. */
  private record Left(TestName test, FlowKey ends) {}

  private LeftOpen(ExtensionContext outermost, CaptureSettings settings) {
    this.className = outermost.getRequiredTestClass().getName();
    this.settings = settings;
    this.hubs = SharedHubs.of(outermost);
  }

  static LeftOpen of(ExtensionContext test, CaptureSettings settings) {
    ExtensionContext outermost = outermostClass(test);
    return outermost
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            LeftOpen.class, key -> new LeftOpen(outermost, settings), LeftOpen.class);
  }

  private static ExtensionContext outermostClass(ExtensionContext context) {
    ExtensionContext parent = context.getParent().orElseThrow();
    return parent.getTestClass().isEmpty() ? context : outermostClass(parent);
  }

  /** Notes what a test leaves open; hands back why that cannot be asked, where it cannot. */
  Optional<AssertionError> leave(TestName test, TcpCapture capture) {
    try {
      NoOpenConnections.in(capture.trace())
          .forEach(c -> left.add(new Left(test, new FlowKey(c.client(), c.server()))));
      return Optional.empty();
    } catch (AssertionError e) {
      return Optional.of(e);
    }
  }

  @Override
  public void close() throws LinuxException, CaptureException {
    if (left.isEmpty()) {
      return;
    }
    try (OpenSockets kernel = OpenSockets.open()) {
      if (!open(sockets(kernel)).isEmpty()) {
        awaitClosing(kernel);
      }
      List<Unclosed> sockets = sockets(kernel);
      List<Left> open = open(sockets);
      if (!open.isEmpty()) {
        throw new AssertionError(message(open, sockets));
      }
    }
  }

  private List<Left> open(List<Unclosed> sockets) {
    return left.stream().filter(l -> sockets.stream().anyMatch(s -> isOf(l, s))).toList();
  }

  private static List<Unclosed> sockets(OpenSockets kernel) {
    try {
      return kernel.unclosed();
    } catch (LinuxException e) {
      throw new IllegalStateException(
          "cannot tell which connections are open: " + e.getMessage(), e);
    }
  }

  private static boolean isOf(Left connection, Unclosed socket) {
    return isClients(connection, socket) || socket.ends().equals(connection.ends().reversed());
  }

  private static boolean isClients(Left connection, Unclosed socket) {
    return socket.ends().equals(connection.ends());
  }

  /** A server closes when it sees that its client has: each frame is a reason to look again. */
  private void awaitClosing(OpenSockets kernel) throws CaptureException {
    try (CaptureWindow window = hubs.hub(settings).open(className)) {
      window.name(NO_PORT);
      Trace trace =
          new LiveTrace(window, className, settings.settleTimeout()).settled(connection -> false);
      trace
          .continuation()
          .await("connections to be closed", now -> open(sockets(kernel)).isEmpty());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while connections were to be closed", e);
    }
  }

  private String message(List<Left> open, List<Unclosed> sockets) {
    StringBuilder text = new StringBuilder();
    text.append("Expecting class\n  ").append(className);
    text.append("\nto leave no connection open when its tests are over\n");
    text.append("but %s not closed:".formatted(wasOrWere(open.size())));
    open.stream().limit(MOST_CONNECTIONS).forEach(l -> text.append('\n').append(line(l, sockets)));
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

  private String line(Left connection, List<Unclosed> sockets) {
    return LineWrap.of(
        "  %s, of ".formatted(connection.ends()),
        CONTINUED,
        "%s: %s".formatted(inClass(connection.test()), state(connection, sockets)));
  }

  /** A test's name without its class, if that is the class judged; nested classes are named. */
  private String inClass(TestName test) {
    String prefix = className.replace('$', '.') + ".";
    String name = test.toString();
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }

  /** Who has its socket open, of those that are on this machine. */
  private static String state(Left connection, List<Unclosed> sockets) {
    return sockets.stream()
        .filter(socket -> isOf(connection, socket))
        .map(
            socket ->
                "the %s has not closed%s"
                    .formatted(
                        isClients(connection, socket) ? "client" : "server",
                        socket.peerClosed() ? ", though its peer has (CLOSE-WAIT)" : ""))
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
