package dev.tcpunit.assertions;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.TlsIdentity;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** Kinds of TLS traffic, each made once in the JVM as {@link Traffic} is, by the JDK's own TLS. */
enum TlsTraffic {
  /** 1000 bytes, and both sides close by close_notify. */
  TLS_1_2(scene -> upload(scene, "TLSv1.2", new int[] {1000}, Close.TLS)),
  TLS_1_3(scene -> upload(scene, "TLSv1.3", new int[] {1000}, Close.TLS)),
  /** 1000 bytes in writes of ten. */
  SMALL_RECORDS(scene -> upload(scene, "TLSv1.3", writes(100, 10), Close.TLS)),
  /** The client closes the socket below. */
  TLS_1_2_CUT_OFF(scene -> upload(scene, "TLSv1.2", new int[] {1000}, Close.BELOW)),
  TLS_1_3_CUT_OFF(scene -> upload(scene, "TLSv1.3", new int[] {1000}, Close.BELOW)),
  /** The same, but the last that the client sends is 2 bytes, as an alert has. */
  TLS_1_3_CUT_OFF_AFTER_2_BYTES(
      scene -> upload(scene, "TLSv1.3", new int[] {1000, 2}, Close.BELOW)),
  /** A second connection resumes the session of the first. */
  TLS_1_2_RESUMED(TlsTraffic::resumed),
  /** The client does not trust the server's certificate. */
  TLS_1_2_DISTRUSTED(scene -> distrusted(scene, "TLSv1.2")),
  TLS_1_3_DISTRUSTED(scene -> distrusted(scene, "TLSv1.3")),
  /** The two know no common version. */
  NO_COMMON_VERSION(TlsTraffic::noCommonVersion),
  /** A line in the clear and its answer come first. */
  STARTTLS(TlsTraffic::startTls);

  private enum Close {
    TLS,
    BELOW
  }

  private static final int ASKED = 10;

  private final Traffic.Script script;
  private Recording recording;

  TlsTraffic(Traffic.Script script) {
    this.script = script;
  }

  synchronized Recording recording() {
    if (recording == null) {
      Requires.sandbox();
      try (Scene scene = new Scene()) {
        script.play(scene);
        recording = scene.recording();
      } catch (Exception e) {
        throw new IllegalStateException(this + " could not be made", e);
      }
    }
    return recording;
  }

  /** The connection that the traffic is about: the last one. */
  Connection connection() {
    return recording().connection();
  }

  /** Each JDK has other hellos, and what stands behind them in a message has other numbers. */
  static String withoutHellos(String message) {
    return Failures.steady(message)
        .replaceAll("(\\[[A-Z.]+]) \\d+(:\\d+)? ack \\d+", "$1 SEQ ack ACK")
        .replaceAll("handshake, \\d+ bytes", "handshake, N bytes");
  }

  private static int[] writes(int count, int bytes) {
    return IntStream.generate(() -> bytes).limit(count).toArray();
  }

  private static void upload(Scene scene, String version, int[] writes, Close close)
      throws Exception {
    SSLContext context = new TlsIdentity().context();
    upload(scene, context, context, version, writes, close);
    scene.await(TlsTraffic::isOver);
  }

  private static void resumed(Scene scene) throws Exception {
    SSLContext context = new TlsIdentity().context();
    for (int i = 0; i < 2; i++) {
      upload(scene, context, context, "TLSv1.2", new int[] {1000}, Close.TLS);
    }
    scene.await(TlsTraffic::isOver);
  }

  private static void distrusted(Scene scene, String version) throws Exception {
    SSLContext server = new TlsIdentity().context();
    failing(scene, TlsIdentity.stranger(), server, version, version, Role.CLIENT);
  }

  private static void noCommonVersion(Scene scene) throws Exception {
    SSLContext context = new TlsIdentity().context();
    failing(scene, context, context, "TLSv1.2", "TLSv1.3", Role.SERVER);
  }

  private static void failing(
      Scene scene, SSLContext client, SSLContext server, String asked, String known, Role refuser)
      throws Exception {
    try (Pair pair = scene.open()) {
      CompletableFuture<Void> served =
          CompletableFuture.runAsync(
              () -> fail(server, pair.server, Role.SERVER, known, refuser == Role.SERVER));
      fail(client, pair.client, Role.CLIENT, asked, refuser == Role.CLIENT);
      served.get();
    }
    scene.await(TlsTraffic::isOver);
  }

  private static void startTls(Scene scene) throws Exception {
    SSLContext context = new TlsIdentity().context();
    try (Pair pair = scene.open()) {
      scene.send(pair.client, pair.server, ASKED);
      scene.send(pair.server, pair.client, ASKED);
      exchange(pair, context, context, "TLSv1.2", new int[] {1000}, Close.TLS);
    }
    scene.await(TlsTraffic::isOver);
  }

  private static void upload(
      Scene scene, SSLContext client, SSLContext server, String version, int[] writes, Close close)
      throws Exception {
    try (Pair pair = scene.open()) {
      exchange(pair, client, server, version, writes, close);
    }
  }

  private static void exchange(
      Pair pair, SSLContext client, SSLContext server, String version, int[] writes, Close close)
      throws Exception {
    pair.client.setTcpNoDelay(true);
    int total = IntStream.of(writes).sum();
    CompletableFuture<Void> served =
        CompletableFuture.runAsync(
            () -> serve(end(server, pair.server, Role.SERVER, version), total));
    SSLSocket socket = end(client, pair.client, Role.CLIENT, version);
    // Behind the tickets for later sessions, so that those have come.
    socket.getInputStream().read();
    for (int bytes : writes) {
      socket.getOutputStream().write(new byte[bytes]);
    }
    socket.getInputStream().read();
    if (close == Close.BELOW) {
      pair.client.shutdownOutput();
    } else {
      socket.shutdownOutput();
      socket.getInputStream().read();
      socket.close();
    }
    served.get();
  }

  /** Greets by a byte, reads all, answers by a byte, and closes when the client has. */
  private static void serve(SSLSocket socket, int bytes) {
    try (socket) {
      InputStream in = socket.getInputStream();
      socket.getOutputStream().write(1);
      in.readNBytes(bytes);
      socket.getOutputStream().write(1);
      in.read();
    } catch (SSLException cutOff) {
      // The client closed without close_notify.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Fails to open TLS; whoever refuses it closes first, and the other when it has read that. */
  private static void fail(
      SSLContext context, Socket below, Role side, String version, boolean refuses) {
    try {
      SSLSocket socket = end(context, below, side, version, false);
      assertThatThrownBy(() -> readAfterHandshake(socket)).isInstanceOf(IOException.class);
      if (refuses) {
        below.shutdownOutput();
      }
      below.getInputStream().readAllBytes();
      below.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void readAfterHandshake(SSLSocket socket) throws IOException {
    socket.startHandshake();
    socket.getInputStream().read();
  }

  private static SSLSocket end(SSLContext context, Socket below, Role side, String version) {
    try {
      return end(context, below, side, version, true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SSLSocket end(
      SSLContext context, Socket below, Role side, String version, boolean closesBelow)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(below, "localhost", below.getPort(), closesBelow);
    socket.setUseClientMode(side == Role.CLIENT);
    socket.setEnabledProtocols(new String[] {version});
    return socket;
  }

  private static boolean isOver(Connection connection) {
    Teardown.State state = connection.teardown().state();
    return state == Teardown.State.CLEAN || state == Teardown.State.RESET;
  }
}
