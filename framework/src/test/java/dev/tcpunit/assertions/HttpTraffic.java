package dev.tcpunit.assertions;

import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How each {@link Traffic} is made that shows requests and how they are answered. */
final class HttpTraffic {
  private static final int BODY = 100;
  private static final int MISSING = 40;

  private HttpTraffic() {}

  /** The same request once for each status, on one connection. */
  static Traffic.Script answering(int... statuses) {
    return scene -> {
      try (Pair pair = scene.open()) {
        for (int status : statuses) {
          exchange(pair, "Accept: */*", status);
        }
        close(pair);
      }
      scene.await(c -> c.teardown().state() == Teardown.State.CLEAN);
    };
  }

  /** Three times a request on a connection of its own. */
  static Traffic.Script onNewConnections(int status, boolean closing, String field) {
    return scene -> {
      List<Pair> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Pair pair = scene.open();
        open.add(pair);
        exchange(pair, field, status);
        if (closing) {
          close(pair);
          int port = pair.client.getLocalPort();
          scene.await(port, scene.port(), c -> c.teardown().state() == Teardown.State.CLEAN);
        }
      }
      scene.keep();
      for (Pair pair : open) {
        pair.close();
      }
    };
  }

  static void againOnTheFirst(Scene scene) throws Exception {
    try (Pair first = scene.open()) {
      exchange(first, "Accept: */*", 409);
      try (Pair second = scene.open()) {
        exchange(second, "Accept: */*", 409);
        exchange(first, "Accept: */*", 201);
        scene.keep();
      }
    }
  }

  static void unfinished(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      byte[] request = request("Accept: */*", BODY);
      send(pair, request, request.length - MISSING);
      scene.await(c -> c.clientToServer().acknowledgedBytes() == request.length - (long) MISSING);
      scene.awaitQuiet();
      scene.keep();
    }
  }

  static void afterFin(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      exchange(pair, "Accept: */*", 201);
      pair.server.shutdownOutput();
      scene.await(c -> c.serverToClient().isFinAcknowledged());
      byte[] request = request("Accept: */*", BODY);
      send(pair, request, request.length);
      scene.await(c -> c.clientToServer().acknowledgedBytes() == 2L * request.length);
      scene.keep();
    }
  }

  private static void exchange(Pair pair, String field, int status) throws IOException {
    byte[] request = request(field, BODY);
    send(pair, request, request.length);
    byte[] answer =
        "HTTP/1.1 %d Status\r\nContent-Length: 0\r\n\r\n"
            .formatted(status)
            .getBytes(StandardCharsets.US_ASCII);
    pair.server.getOutputStream().write(answer);
    pair.client.getInputStream().readNBytes(answer.length);
  }

  private static void send(Pair pair, byte[] request, int length) throws IOException {
    pair.client.getOutputStream().write(request, 0, length);
    pair.server.getInputStream().readNBytes(length);
  }

  private static byte[] request(String field, int body) {
    return ("PUT /image HTTP/1.1\r\nHost: a\r\n%s\r\nContent-Length: %d\r\n\r\n"
                .formatted(field, body)
            + "b".repeat(body))
        .getBytes(StandardCharsets.US_ASCII);
  }

  private static void close(Pair pair) throws IOException {
    pair.client.close();
    pair.server.getInputStream().read();
    pair.server.close();
  }
}
