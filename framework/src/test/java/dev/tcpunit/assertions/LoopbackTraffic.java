package dev.tcpunit.assertions;

import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** How each {@link Traffic} on loopback is made. */
final class LoopbackTraffic {
  private static final int CONNECT_MILLIS = 300;
  private static final int SYN_AGAIN_MILLIS = 1700;

  private LoopbackTraffic() {}

  static void upload(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      scene.send(pair.client, pair.server, 1000);
      closeInOrder(scene, pair.client, pair.server);
    }
  }

  static void largeUpload(Scene scene) throws Exception {
    scene.exchange.upload(new byte[1_000_000]);
    scene.await(LoopbackTraffic::isClean);
  }

  static void uploadWithResponse(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      request(scene, pair);
      closeInOrder(scene, pair.client, pair.server);
    }
  }

  static void uploadOverIpv6(Scene scene) throws Exception {
    InetAddress loopback = InetAddress.getByName("::1");
    try (ServerSocket server = new ServerSocket(0, 50, loopback)) {
      scene.watch(server);
      try (Socket client = new Socket(loopback, server.getLocalPort());
          Socket accepted = server.accept()) {
        scene.send(client, accepted, 1000);
        closeInOrder(scene, client, accepted);
      }
    }
  }

  static void closedByServer(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      request(scene, pair);
      closeInOrder(scene, pair.server, pair.client);
    }
  }

  static void keptAlive(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      for (int i = 0; i < 3; i++) {
        request(scene, pair);
      }
      closeInOrder(scene, pair.client, pair.server);
    }
  }

  static void smallWrites(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      pair.client.setTcpNoDelay(true);
      OutputStream out = pair.client.getOutputStream();
      for (int i = 0; i < 100; i++) {
        out.write(new byte[10]);
      }
      pair.server.getInputStream().readNBytes(1000);
      closeInOrder(scene, pair.client, pair.server);
    }
  }

  static void urgentByte(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      scene.send(pair.client, pair.server, 1000);
      pair.client.sendUrgentData('!');
      scene.await(c -> c.clientToServer().acknowledgedBytes() == 1001);
      closeInOrder(scene, pair.client, pair.server);
    }
  }

  static void halfClose(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      scene.send(pair.client, pair.server, 1000);
      pair.client.shutdownOutput();
      pair.server.getInputStream().read();
      scene.await(LoopbackTraffic::isHalfClosed);
      scene.send(pair.server, pair.client, 100);
      pair.server.close();
      pair.client.getInputStream().read();
    }
    scene.await(LoopbackTraffic::isClean);
  }

  static void neverClosedByServer(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      request(scene, pair);
      pair.client.shutdownOutput();
      scene.await(LoopbackTraffic::isHalfClosed);
      scene.awaitQuiet();
      scene.keep();
    }
  }

  static void neverClosed(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      request(scene, pair);
      scene.awaitQuiet();
      scene.keep();
    }
  }

  static void resetByLinger0(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      scene.send(pair.client, pair.server, 100);
      pair.client.setSoLinger(true, 0);
      pair.client.close();
      scene.await(LoopbackTraffic::isReset);
    }
  }

  static void closedWithDataUnread(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      pair.client.getOutputStream().write(new byte[100]);
      scene.await(c -> c.clientToServer().acknowledgedBytes() == 100);
      pair.server.close();
      scene.await(LoopbackTraffic::isReset);
    }
  }

  static void dataAfterClose(Scene scene) throws Exception {
    dataAfterClose(scene, new byte[0], new byte[100]);
  }

  /** The head of a TLS handshake, and later an alert as TLS 1.3 protects it. */
  static void closeNotifyAfterClose(Scene scene) throws Exception {
    byte[] alert = Arrays.copyOf(new byte[] {23, 3, 3, 0, 19}, 24);
    dataAfterClose(scene, new byte[] {22, 3, 1, 0, 4, 1, 0, 0, 0}, alert);
  }

  static void paddedCloseNotifyAfterClose(Scene scene) throws Exception {
    byte[] alert = Arrays.copyOf(new byte[] {23, 3, 3, 0, 35}, 40);
    dataAfterClose(scene, new byte[] {22, 3, 1, 0, 4, 1, 0, 0, 0}, alert);
  }

  static void fewBytesAfterClose(Scene scene) throws Exception {
    dataAfterClose(scene, new byte[] {'h', 'e', 'l', 'l', 'o'}, new byte[24]);
  }

  private static void dataAfterClose(Scene scene, byte[] before, byte[] after) throws Exception {
    try (Pair pair = scene.open()) {
      pair.client.getOutputStream().write(before);
      pair.server.getInputStream().readNBytes(before.length);
      pair.server.close();
      scene.await(c -> c.serverToClient().isFinAcknowledged());
      pair.client.getOutputStream().write(after);
      scene.await(LoopbackTraffic::isReset);
    }
  }

  static void refused(Scene scene) throws Exception {
    scene.exchange.close();
    try (Socket client = new Socket(InetAddress.getByName("127.0.0.1"), scene.port())) {
      throw new IllegalStateException("connected: " + client);
    } catch (ConnectException expected) {
      scene.await(c -> c.handshake().state() == Handshake.State.REFUSED);
    }
  }

  /** The kernel discards further SYNs where the queue of connections is full. */
  static void unanswered(Scene scene) throws Exception {
    connectToFullQueue(scene, CONNECT_MILLIS);
  }

  /** Long enough for the SYN to be sent again, after a second. */
  static void synAgain(Scene scene) throws Exception {
    connectToFullQueue(scene, SYN_AGAIN_MILLIS);
  }

  private static void connectToFullQueue(Scene scene, int millis) throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket full = new ServerSocket(0, 1, loopback)) {
      scene.watch(full);
      InetSocketAddress address = new InetSocketAddress(loopback, full.getLocalPort());
      try (Socket first = new Socket(loopback, full.getLocalPort());
          Socket second = new Socket(loopback, full.getLocalPort());
          Socket third = new Socket()) {
        scene.awaitAt(full, c -> c.client().port() == first.getLocalPort());
        scene.awaitAt(full, c -> c.client().port() == second.getLocalPort());
        connectInVain(third, address, millis);
        scene.awaitQuiet();
        scene.keep();
      }
    }
  }

  private static void connectInVain(Socket socket, InetSocketAddress address, int millis)
      throws IOException {
    try {
      socket.connect(address, millis);
      throw new IllegalStateException("connected: " + socket);
    } catch (SocketTimeoutException expected) {
      // The queue is full.
    }
  }

  static void zeroWindow(Scene scene) throws Exception {
    scene.exchange.receiveBufferSize(8_192);
    byte[] bytes = new byte[400_000];
    try (Pair pair = scene.open()) {
      Thread writer = new Thread(() -> pair.send(bytes));
      writer.start();
      scene.await(c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0);
      pair.server.getInputStream().readNBytes(bytes.length);
      writer.join();
      closeInOrder(scene, pair.client, pair.server);
    }
  }

  private static void request(Scene scene, Pair pair) throws IOException {
    scene.send(pair.client, pair.server, 1000);
    scene.send(pair.server, pair.client, 100);
  }

  /** Each side has seen all that the other sent before it closes. */
  static void closeInOrder(Scene scene, Socket first, Socket second) throws Exception {
    first.close();
    second.getInputStream().read();
    // Else it depends on the scheduler whether the second FIN carries the ACK of the first.
    scene.await(second.getLocalPort(), first.getLocalPort(), LoopbackTraffic::isHalfClosed);
    second.close();
    scene.await(second.getLocalPort(), first.getLocalPort(), LoopbackTraffic::isClean);
  }

  private static boolean isClean(Connection connection) {
    return connection.teardown().state() == Teardown.State.CLEAN;
  }

  private static boolean isHalfClosed(Connection connection) {
    return connection.teardown().state() == Teardown.State.HALF_CLOSED;
  }

  private static boolean isReset(Connection connection) {
    return connection.teardown().state() == Teardown.State.RESET;
  }
}
