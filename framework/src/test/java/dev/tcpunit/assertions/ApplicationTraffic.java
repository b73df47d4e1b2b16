package dev.tcpunit.assertions;

import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jdk.net.ExtendedSocketOptions;

/** How each {@link Traffic} is made that shows what applications do with TCP. */
final class ApplicationTraffic {
  private static final Duration A_WHILE = Duration.ofMillis(100);
  private static final Duration A_SECOND = Duration.ofSeconds(1);
  private static final Duration SHORTEST_STALL = Duration.ofMillis(30);
  private static final Duration SHORT = Duration.ofMillis(5);
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final String CREATED = "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n";
  private static final String TOO_LARGE = "HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n";

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
      send(pair, head("Expect: 100-continue", 70_000));
      answer(pair, CONTINUE);
      send(pair, new byte[70_000]);
      answer(pair, CREATED);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** The head, and the first of the body, before the answer. */
  static void expectInVain(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      send(pair, head("Expect: 100-continue", 70_000));
      send(pair, new byte[6_000]);
      answer(pair, CONTINUE);
      send(pair, new byte[64_000]);
      answer(pair, CREATED);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** Head and all of the body in one write. */
  static void expectAtOnce(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      byte[] head = head("Expect: 100-continue", 6_000);
      send(pair, Arrays.copyOf(head, head.length + 6_000));
      answer(pair, CONTINUE);
      answer(pair, CREATED);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** As long as clients wait for a server that does not know it. */
  static void refusedExpectation(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      send(pair, head("Expect: 100-continue", 6_000));
      answer(pair, "HTTP/1.1 417 Expectation Failed\r\nContent-Length: 0\r\n\r\n");
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  static void continueInVain(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      send(pair, head("Expect: 100-continue", 6_000));
      scene.awaitQuiet(A_SECOND);
      send(pair, new byte[6_000]);
      answer(pair, CREATED);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  static void chunkedInPieces(Scene scene) throws Exception {
    String head = "PUT /image HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    try (Pair pair = scene.open()) {
      pair.client.setTcpNoDelay(true);
      for (String piece : List.of(head, "5\r\n", "bytes", "\r\n", "0\r\n\r\n")) {
        send(pair, piece.getBytes(StandardCharsets.US_ASCII));
      }
      answer(pair, CREATED);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** The record of a handshake is written whole, that of data with its header apart. */
  static void recordInPieces(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      pair.client.setTcpNoDelay(true);
      send(pair, new byte[] {22, 3, 1, 0, 4, 1, 0, 0, 0});
      scene.send(pair.server, pair.client, 1);
      send(pair, new byte[] {23, 3, 3, 0, 100});
      send(pair, new byte[100]);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  static void eager(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      send(pair, head("Accept: */*", 70_000));
      send(pair, new byte[70_000]);
      answer(pair, CREATED);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  static void twoUploads(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      for (int i = 0; i < 2; i++) {
        send(pair, head("Accept: */*", 70_000));
        send(pair, new byte[70_000]);
        answer(pair, CREATED);
      }
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  static void echo(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      for (int i = 0; i < 3; i++) {
        scene.send(pair.client, pair.server, 1_000);
        scene.send(pair.server, pair.client, 1_000);
      }
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** The client gives up on what its kernel still holds. */
  static void stops(Scene scene) throws Exception {
    scene.exchange.receiveBufferSize(8_192);
    try (Pair pair = scene.open()) {
      send(pair, head("Accept: */*", 5_000_000));
      Thread writer = new Thread(() -> tryToSend(pair, 5_000_000));
      writer.start();
      scene.await(c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0);
      answer(pair, TOO_LARGE);
      pair.client.setSoLinger(true, 0);
      pair.client.close();
      writer.join();
    }
    scene.await(c -> c.teardown().state() == Teardown.State.RESET);
  }

  static void kept(Scene scene) throws Exception {
    scene.exchange.receiveBufferSize(8_192);
    try (Pair pair = scene.open()) {
      send(pair, head("Accept: */*", 50_000_000));
      Thread writer = new Thread(() -> tryToSend(pair, 50_000_000));
      writer.start();
      scene.await(c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0);
      answer(pair, TOO_LARGE);
      pair.server.close();
      writer.join();
    }
    scene.await(c -> c.teardown().state() == Teardown.State.RESET);
  }

  /** All that the client has sent is acknowledged when the server refuses it. */
  static void sendsOn(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      pair.client.setTcpNoDelay(true);
      send(pair, head("Accept: */*", 5_000_000));
      send(pair, new byte[20_000]);
      answer(pair, TOO_LARGE);
      for (int i = 0; i < 2; i++) {
        scene.awaitQuiet(A_WHILE);
        scene.send(pair.client, pair.server, 1_000);
      }
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** The server takes what was written before it answered. */
  static void sentBefore(Scene scene) throws Exception {
    scene.exchange.receiveBufferSize(8_192);
    try (Pair pair = scene.open()) {
      send(pair, head("Accept: */*", 20_000));
      Thread writer = new Thread(() -> pair.send(new byte[20_000]));
      writer.start();
      scene.await(c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0);
      answer(pair, TOO_LARGE);
      pair.server.getInputStream().readNBytes(20_000);
      writer.join();
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** The client waits for an answer, and the server for the rest. */
  static void stuck(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      send(pair, head("Accept: */*", 1_001));
      send(pair, new byte[1_000]);
      scene.awaitQuiet(A_WHILE);
      close(pair);
    }
    scene.await(ApplicationTraffic::isClean);
  }

  /** Only the pause that is meant is long enough to be told of as a stall. */
  static boolean pausesOnce(Connection connection) {
    List<Segment> segments = connection.segments();
    return IntStream.range(1, segments.size())
            .mapToLong(i -> segments.get(i).timeNanos() - segments.get(i - 1).timeNanos())
            .filter(pause -> pause >= SHORTEST_STALL.toNanos())
            .count()
        == 1;
  }

  private static byte[] head(String field, int length) {
    return "PUT /image HTTP/1.1\r\nHost: a\r\n%s\r\nContent-Length: %d\r\n\r\n"
        .formatted(field, length)
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void answer(Pair pair, String response) throws IOException {
    byte[] bytes = response.getBytes(StandardCharsets.US_ASCII);
    pair.server.getOutputStream().write(bytes);
    pair.client.getInputStream().readNBytes(bytes.length);
  }

  static void keepAlives(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      pair.client.setKeepAlive(true);
      pair.client.setOption(ExtendedSocketOptions.TCP_KEEPIDLE, 1);
      pair.client.setOption(ExtendedSocketOptions.TCP_KEEPINTERVAL, 1);
      scene.send(pair.client, pair.server, 100);
      scene.await(c -> c.clientToServer().count(FlowCount.KEEP_ALIVES) >= 2);
      scene.keep();
    }
  }

  /** A busy machine may see a third before the recording ends. */
  static boolean isKeptAliveTwice(Connection connection) {
    return connection.clientToServer().count(FlowCount.KEEP_ALIVES) == 2;
  }

  private static void tryToSend(Pair pair, int bytes) {
    try {
      OutputStream out = pair.client.getOutputStream();
      out.write(new byte[bytes]);
    } catch (IOException expected) {
      // The socket was closed meanwhile.
    }
  }

  private static void send(Pair pair, byte[] bytes) throws Exception {
    Thread writer = new Thread(() -> pair.send(bytes));
    writer.start();
    pair.server.getInputStream().readNBytes(bytes.length);
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
