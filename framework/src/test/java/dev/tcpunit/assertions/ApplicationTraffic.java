package dev.tcpunit.assertions;

import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import jdk.net.ExtendedSocketOptions;

/** How each {@link Traffic} is made that shows what applications do with TCP. */
final class ApplicationTraffic {
  private static final Duration A_WHILE = Duration.ofMillis(100);
  private static final Duration SHORT = Duration.ofMillis(5);
  private static final int CONTINUE_BYTES = 25;

  private ApplicationTraffic() {}

  /** After an answer the server holds its ACKs back. */
  static void nagle(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      scene.send(pair.client, pair.server, 100);
      scene.send(pair.server, pair.client, 100);
      pair.client.getOutputStream().write(new byte[100]);
      pair.client.getOutputStream().write(new byte[100]);
      pair.server.getInputStream().readNBytes(200);
      scene.send(pair.server, pair.client, 100);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** The server's ACK is held back 40 ms, and the client writes when it has come for a while. */
  static void pausedOverDelayedAck(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      untilAckIsDelayed(scene, pair);
      scene.await(c -> c.clientToServer().acknowledgedBytes() == 200);
      scene.awaitQuiet(SHORT);
      scene.send(pair.client, pair.server, 100);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** The same, but the client closes when the ACK has come. */
  static void closedOverDelayedAck(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      untilAckIsDelayed(scene, pair);
      scene.await(c -> c.clientToServer().acknowledgedBytes() == 200);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** After an answer the server holds its ACK back. */
  private static void untilAckIsDelayed(Scene scene, Pair pair) throws IOException {
    scene.send(pair.client, pair.server, 100);
    scene.send(pair.server, pair.client, 100);
    scene.send(pair.client, pair.server, 100);
  }

  static void expectContinue(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      scene.send(pair.client, pair.server, 200);
      scene.send(pair.server, pair.client, CONTINUE_BYTES);
      send(pair, 70_000);
      scene.send(pair.server, pair.client, 100);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  static void eager(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      send(pair, 70_000);
      scene.send(pair.server, pair.client, 100);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** The client gives up on what its kernel still holds. */
  static void stops(Scene scene) throws Exception {
    scene.exchange.receiveBufferSize(8_192);
    try (Pair pair = scene.open()) {
      Thread writer = new Thread(() -> tryToSend(pair, 5_000_000));
      writer.start();
      scene.await(c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0);
      scene.send(pair.server, pair.client, 100);
      pair.client.setSoLinger(true, 0);
      pair.client.close();
      writer.join();
    }
    scene.await(c -> c.teardown().state() == Teardown.State.RESET);
  }

  /** The client writes more a while after the server has answered. */
  static void sendsOn(Scene scene) throws Exception {
    afterEarlyResponse(scene, 1000);
  }

  /** The server takes what was written before it answered. */
  static void sentBefore(Scene scene) throws Exception {
    afterEarlyResponse(scene, 0);
  }

  private static void afterEarlyResponse(Scene scene, int more) throws Exception {
    scene.exchange.receiveBufferSize(8_192);
    try (Pair pair = scene.open()) {
      Thread writer = new Thread(() -> pair.send(new byte[20_000]));
      writer.start();
      scene.await(c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0);
      scene.send(pair.server, pair.client, 100);
      pair.server.getInputStream().readNBytes(20_000);
      writer.join();
      scene.awaitQuiet(A_WHILE);
      scene.send(pair.client, pair.server, more);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  static void keepAlives(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      pair.client.setKeepAlive(true);
      pair.client.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
      pair.client.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
      scene.send(pair.client, pair.server, 100);
      scene.await(c -> c.clientToServer().count(FlowCount.KEEP_ALIVES) == 2);
      scene.keep();
    }
  }

  private static void tryToSend(Pair pair, int bytes) {
    try {
      OutputStream out = pair.client.getOutputStream();
      out.write(new byte[bytes]);
    } catch (IOException expected) {
      // The socket was closed meanwhile.
    }
  }

  private static void send(Pair pair, int bytes) throws Exception {
    Thread writer = new Thread(() -> pair.send(new byte[bytes]));
    writer.start();
    pair.server.getInputStream().readNBytes(bytes);
    writer.join();
  }

  private static void close(Pair pair) throws IOException {
    pair.client.close();
    pair.server.getInputStream().read();
    pair.server.close();
  }

  private static boolean isClean(Connection connection) {
    return connection.teardown().state() == Teardown.State.CLEAN;
  }
}
