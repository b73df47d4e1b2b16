package dev.tcpunit.assertions;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;

/** How each {@link Traffic} is made whose handshake is not as usual, or that has many. */
final class OpeningTraffic {
  private static final int REQUEST = 1000;

  private OpeningTraffic() {}

  static void plain(Scene scene) throws Exception {
    Sysctl.with("tcp_timestamps", "0")
        .and("tcp_sack", "0")
        .and("tcp_window_scaling", "0")
        .play(LoopbackTraffic::upload, scene);
  }

  static void ecn(Scene scene) throws Exception {
    Sysctl.with("tcp_ecn", "1").play(LoopbackTraffic::upload, scene);
  }

  /** Both ends take data in a SYN, without a cookie (bits 0, 1, 2, 9 and 10). */
  static void fastOpen(Scene scene) throws Exception {
    Sysctl.with("tcp_fastopen", "1543").play(OpeningTraffic::sendInSyn, scene);
  }

  private static void sendInSyn(Scene scene) throws Exception {
    // A server takes data in a SYN where the sysctl says so when it begins to listen.
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      scene.watch(listener);
      int client = FastOpen.send(listener.getLocalPort(), new byte[REQUEST]);
      try (Socket server = listener.accept()) {
        server.getInputStream().readNBytes(REQUEST);
        scene.awaitAt(listener, c -> c.clientToServer().acknowledgedBytes() == REQUEST);
      } finally {
        FastOpen.close(client);
      }
    }
  }

  static void threeConnections(Scene scene) throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Pair pair = scene.open()) {
        scene.send(pair.client, pair.server, REQUEST);
        scene.send(pair.server, pair.client, 100);
        LoopbackTraffic.closeInOrder(scene, pair.client, pair.server);
      }
    }
  }

  static void threeClosedByServer(Scene scene) throws Exception {
    for (int i = 0; i < 3; i++) {
      try (Pair pair = scene.open()) {
        scene.send(pair.client, pair.server, REQUEST);
        scene.send(pair.server, pair.client, 100);
        LoopbackTraffic.closeInOrder(scene, pair.server, pair.client);
      }
    }
  }

  static void refusedThrice(Scene scene) throws Exception {
    refused(scene, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  static void refusedBackingOff(Scene scene) throws Exception {
    refused(scene, Duration.ofMillis(20), Duration.ofMillis(80), Duration.ofMillis(320));
  }

  /** A busy machine may make an early pause longer than a later one. */
  static boolean isBackingOff(Connection last) {
    long[] starts = last.trace().connections().stream().mapToLong(c -> c.startNanos()).toArray();
    return starts[3] - starts[2] > 2 * (starts[2] - starts[1])
        && starts[2] - starts[1] > 2 * (starts[1] - starts[0]);
  }

  private static void refused(Scene scene, Duration... pauses) throws Exception {
    scene.exchange.close();
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    for (Duration pause : pauses) {
      try (Socket client = new Socket(loopback, scene.port())) {
        throw new IllegalStateException("connected: " + client);
      } catch (ConnectException expected) {
        scene.awaitQuiet(pause);
      }
    }
    try (ServerSocket server = new ServerSocket(scene.port(), 50, loopback);
        Socket client = new Socket(loopback, scene.port());
        Socket accepted = server.accept()) {
      scene.send(client, accepted, REQUEST);
      LoopbackTraffic.closeInOrder(scene, client, accepted);
    }
  }

  static void racedAddresses(Scene scene) throws Exception {
    race(scene, Duration.ofMillis(50), OpeningTraffic::closeLoser);
  }

  static void secondAddressLate(Scene scene) throws Exception {
    race(scene, Duration.ofMillis(600), OpeningTraffic::closeLoser);
  }

  /** The client forgets the attempt that lost: its SYN is sent again after a second. */
  static void losingAttemptForgotten(Scene scene) throws Exception {
    race(scene, Duration.ofMillis(50), OpeningTraffic::forgetLoser);
  }

  /** What a client does once the second address has a connection for it. */
  private interface Outcome {
    void play(Scene scene, ServerSocket full, ServerSocket server, SocketChannel loser)
        throws Exception;
  }

  /** The first address does not answer, since its queue is full; the second is tried beside it. */
  private static void race(Scene scene, Duration delay, Outcome outcome) throws Exception {
    InetAddress first = InetAddress.getByName("127.0.0.2");
    InetAddress second = InetAddress.getByName("127.0.0.3");
    try (ServerSocket full = new ServerSocket(0, 1, first);
        ServerSocket server = new ServerSocket(full.getLocalPort(), 50, second);
        Socket queued = new Socket(first, full.getLocalPort());
        Socket alsoQueued = new Socket(first, full.getLocalPort());
        SocketChannel loser = SocketChannel.open()) {
      scene.watch(server);
      scene.awaitAt(full, c -> c.client().port() == queued.getLocalPort());
      scene.awaitAt(full, c -> c.client().port() == alsoQueued.getLocalPort());
      loser.configureBlocking(false);
      loser.connect(new InetSocketAddress(first, full.getLocalPort()));
      scene.awaitQuiet(delay);
      outcome.play(scene, full, server, loser);
    }
  }

  private static void closeLoser(
      Scene scene, ServerSocket full, ServerSocket server, SocketChannel loser) throws Exception {
    try (Socket winner = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      loser.close();
      scene.send(winner, accepted, REQUEST);
      LoopbackTraffic.closeInOrder(scene, winner, accepted);
      scene.keep();
    }
  }

  private static void forgetLoser(
      Scene scene, ServerSocket full, ServerSocket server, SocketChannel loser) throws Exception {
    try (Socket winner = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket accepted = server.accept()) {
      scene.send(winner, accepted, REQUEST);
      scene.awaitAt(full, c -> c.clientToServer().count(FlowCount.SYN_RETRANSMISSIONS) > 0);
      scene.keep();
    }
  }

  /** A busy machine may make the second attempt late. */
  static boolean isRaced(Connection last) {
    return sinceAttemptBefore(last) < 250_000_000;
  }

  /** After a second the first SYN is sent again. */
  static boolean isLate(Connection last) {
    return sinceAttemptBefore(last) < 900_000_000;
  }

  private static long sinceAttemptBefore(Connection last) {
    List<Connection> all = last.trace().connections();
    return last.startNanos() - all.get(all.size() - 2).startNanos();
  }

  static void retried(Scene scene) throws Exception {
    LoopbackTraffic.closedWithDataUnread(scene);
    LoopbackTraffic.uploadWithResponse(scene);
  }

  /** The server closes first and so is left in TIME-WAIT, which the client's next SYN ends. */
  static void portUsedAgain(Scene scene) throws Exception {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocket server = new ServerSocket(0, 50, loopback)) {
      scene.watch(server);
      int port = 0;
      for (int i = 0; i < 2; i++) {
        try (Socket client = new Socket()) {
          client.setReuseAddress(true);
          client.bind(new InetSocketAddress(loopback, port));
          port = client.getLocalPort();
          client.connect(new InetSocketAddress(loopback, server.getLocalPort()));
          try (Socket accepted = server.accept()) {
            scene.send(client, accepted, REQUEST);
            LoopbackTraffic.closeInOrder(scene, accepted, client);
          }
        }
      }
    }
  }

  /** Sends data in a SYN, which Java's sockets cannot. */
  private static final class FastOpen {
    private static final int AF_INET = 2;
    private static final int SOCK_STREAM = 1;
    private static final int MSG_FASTOPEN = 0x20000000;
    private static final C LIBC = Native.load("c", C.class);

    /** The C library. */
    interface C extends Library {
      int socket(int domain, int type, int protocol);

      NativeLong sendto(
          int fd, byte[] bytes, NativeLong length, int flags, byte[] address, int addressLength);

      int close(int fd);
    }

    private FastOpen() {}

    /** The descriptor of the socket that sent it. */
    static int send(int port, byte[] bytes) throws IOException {
      int fd = LIBC.socket(AF_INET, SOCK_STREAM, 0);
      byte[] address = new byte[16];
      address[0] = AF_INET;
      address[2] = (byte) (port >> 8);
      address[3] = (byte) port;
      address[4] = 127;
      address[7] = 1;
      NativeLong length = new NativeLong(bytes.length);
      if (LIBC.sendto(fd, bytes, length, MSG_FASTOPEN, address, 16).longValue() != bytes.length) {
        throw new IOException("sendto: errno " + Native.getLastError());
      }
      return fd;
    }

    static void close(int fd) {
      LIBC.close(fd);
    }
  }
}
