package dev.tcpunit.assertions;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.trace.Connection;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Where one {@link Traffic} is made: a server on loopback, and a live capture of its port. */
final class Scene implements AutoCloseable {
  /** Longer than an ACK may be held back, so that what is not there by then does not come. */
  private static final Duration LONG_ENOUGH = Duration.ofMillis(600);

  private final LiveCapture capture;
  final LoopbackExchange exchange;
  private Recording kept;

  Scene() throws Exception {
    capture = new LiveCapture();
    exchange = new LoopbackExchange();
    capture.watch(exchange.port());
  }

  int port() {
    return exchange.port();
  }

  LoopbackExchange.Pair open() throws IOException {
    return exchange.open();
  }

  /** Watches another server too. */
  void watch(ServerSocket server) {
    capture.watch(server.getLocalPort());
  }

  /** Watches a server that is no socket of Java's. */
  void watch(int port) {
    capture.watch(port);
  }

  /** The same at that server. */
  void awaitAt(int port, Predicate<Connection> condition) throws Exception {
    capture.await(port, condition);
  }

  /** Waits until a connection to the server is captured so far. */
  void await(Predicate<Connection> condition) throws Exception {
    capture.await(port(), condition);
  }

  /** The same of the connection between two ports. */
  void await(int onePort, int otherPort, Predicate<Connection> condition) throws Exception {
    capture.await(onePort, otherPort, condition);
  }

  /** The same at another server. */
  void awaitAt(ServerSocket server, Predicate<Connection> condition) throws Exception {
    capture.await(server.getLocalPort(), condition);
  }

  /** Waits until the capture has watched the last connection for longer than an ACK may take. */
  void awaitQuiet() throws Exception {
    awaitQuiet(LONG_ENOUGH);
  }

  /** Waits until nothing has come for so long. */
  void awaitQuiet(Duration time) throws Exception {
    capture.awaitQuiet(time);
  }

  /** Sends so many bytes and waits until they have been received. */
  void send(Socket from, Socket to, int bytes) throws IOException {
    from.getOutputStream().write(new byte[bytes]);
    to.getInputStream().readNBytes(bytes);
  }

  /** Ends the recording here: what comes later, as the sockets are closed, is not in it. */
  void keep() throws Exception {
    kept = recording();
  }

  Recording recording() throws Exception {
    if (kept != null) {
      return kept;
    }
    List<CapturedFrame> frames = new ArrayList<>();
    long until = capture.replay(frame -> frames.add(Recording.copy(frame)));
    return new Recording(List.copyOf(frames), until, capture.dropped(), Recording.LOOPBACK);
  }

  @Override
  public void close() throws IOException {
    exchange.close();
    capture.close();
  }
}
