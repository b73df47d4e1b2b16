package dev.tcpunit.assertions;

import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** How each {@link Traffic} is made that shows requests and how they are answered. */
final class HttpTraffic {
  static final String GET = "GET /image HTTP/1.1\r\nHost: a\r\n\r\n";
  static final String OK = "HTTP/1.1 200 OK\r\n";

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

  /** A request and what the server says to it, and then a connection that is opened beside. */
  static Traffic.Script thenAnother(String request, String answer, boolean closing) {
    return scene -> {
      try (Pair pair = scene.open()) {
        byte[] asked = request.getBytes(StandardCharsets.US_ASCII);
        send(pair, asked, asked.length);
        byte[] said = answer.getBytes(StandardCharsets.US_ASCII);
        pair.server.getOutputStream().write(said);
        pair.client.getInputStream().readNBytes(said.length);
        if (closing) {
          close(pair);
        }
        try (Pair another = scene.open()) {
          exchange(another, "Accept: */*", 201);
          scene.keep();
        }
      }
    };
  }

  /** Another connection is opened between the server's part of a TLS handshake and the client's. */
  static void besideTlsHandshake(Scene scene) throws Exception {
    byte[] hello = {22, 3, 3, 0, 4, 1, 0, 0, 0};
    byte[] change = {20, 3, 3, 0, 1, 1};
    try (Pair pair = scene.open()) {
      send(pair, hello, hello.length);
      pair.server.getOutputStream().write(hello);
      pair.client.getInputStream().readNBytes(hello.length);
      try (Pair another = scene.open()) {
        exchange(another, "Accept: */*", 201);
        send(pair, change, change.length);
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
