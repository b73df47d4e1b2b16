package dev.tcpunit.junit;

import static dev.tcpunit.assertions.SoftTcpAssertions.assertSoftly;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.lab.Faults;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.Packets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Tests that fail for another reason than an assertion of TcpUnit's, each in a way of its own. */
final class FailedTests {
  private static final int SHORT_MILLIS = 200;

  private FailedTests() {}

  private static void closeAbruptly(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @CaptureTcp
  static class NobodyListens {
    @Test
    void test() throws Exception {
      int port;
      try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        port = free.getLocalPort();
      }
      new Socket(InetAddress.getLoopbackAddress(), port).close();
    }
  }

  @CaptureTcp
  static class NobodyAnswersTheSyn {
    @Test
    void test() throws Exception {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
          Connections full = new Connections()) {
        for (int i = 0; i < 2; i++) {
          full.open(server.getLocalPort());
        }
        try (Socket client = new Socket()) {
          client.connect(server.getLocalSocketAddress(), 1500);
        }
      }
    }
  }

  @CaptureTcp
  static class ServerNeverReads {
    private LoopbackExchange exchange;
    private SocketChannel channel;

    /** Until the server's window and the client's buffer are full. */
    @BeforeEach
    void fills() throws Exception {
      exchange = new LoopbackExchange();
      exchange.receiveBufferSize(50_000);
      channel = SocketChannel.open(new InetSocketAddress("127.0.0.1", exchange.port()));
      channel.configureBlocking(false);
      while (channel.write(ByteBuffer.allocate(100_000)) > 0) {
        Thread.onSpinWait();
      }
      channel.configureBlocking(true);
    }

    @Test
    @Timeout(value = 1500, unit = TimeUnit.MILLISECONDS)
    void test() throws Exception {
      try (LoopbackExchange server = exchange;
          SocketChannel client = channel) {
        client.socket().getOutputStream().write(new byte[8 << 20]); // all, also after a signal
        throw new IllegalStateException("all was read by " + server);
      }
    }
  }

  @CaptureTcp
  static class ServerNeverAnswers {
    @Test
    void test() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.send(new byte[100]);
        pair.server.getInputStream().readNBytes(100);
        pair.client.setSoTimeout(SHORT_MILLIS);
        pair.client.getInputStream().read();
      }
    }
  }

  @CaptureTcp
  static class ClientNeverCloses {
    @Test
    void test() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.send(new byte[100]);
        pair.server.getInputStream().readNBytes(100);
        pair.server.getOutputStream().write(new byte[10]);
        pair.server.shutdownOutput();
        pair.server.setSoTimeout(2 * SHORT_MILLIS);
        pair.server.getInputStream().read();
      }
    }
  }

  @CaptureTcp
  static class ServerResets {
    @Test
    void test() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.send(new byte[1000]);
        pair.server.getInputStream().readNBytes(1000);
        closeAbruptly(pair.server);
        OutputStream out = pair.client.getOutputStream();
        for (int i = 0; i < 100; i++) {
          out.write(new byte[1000]);
        }
      }
    }
  }

  @CaptureTcp
  @ImpairedLink(delay = "1ms")
  static class LinkIsDead {
    @Test
    void test(Link link, TcpCapture capture) throws Exception {
      try (ServerSocket server = new ServerSocket(0, 50, link.serverAddress());
          Socket client = new Socket()) {
        client.connect(link.towards(server.getLocalPort()));
        try (Socket accepted = server.accept()) {
          client.getOutputStream().write(new byte[1000]);
          accepted.getInputStream().readNBytes(1000);
          capture.connectionTo(server.getLocalPort());
          link.apply(Faults.drop(Packets.any()));
          client.getOutputStream().write(new byte[5000]);
          accepted.setSoTimeout(1000);
          accepted.getInputStream().read();
        }
      }
    }
  }

  @CaptureTcp
  static class AnsweredEarly {
    @Test
    void test() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.send("POST /images HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n".getBytes("US-ASCII"));
        pair.server.getInputStream().read(new byte[100]);
        pair.server.getOutputStream().write("HTTP/1.1 413 Too Large\r\n\r\n".getBytes("US-ASCII"));
        pair.server.close();
        OutputStream out = pair.client.getOutputStream();
        for (int i = 0; i < 100; i++) {
          out.write(new byte[100_000]);
        }
      }
    }
  }

  @CaptureTcp
  static class TwoConnections {
    @Test
    void test() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[1000]);
        try (LoopbackExchange.Pair pair = exchange.open()) {
          pair.server.setSoTimeout(SHORT_MILLIS);
          pair.server.getInputStream().read();
        }
      }
    }
  }

  @CaptureTcp
  static class FiftyConnections {
    @Test
    void test() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        for (int i = 0; i < 40; i++) {
          exchange.upload(new byte[10]);
        }
        try (Connections open = new Connections()) {
          for (int i = 0; i < 10; i++) {
            open.open(exchange.port());
          }
          Thread.sleep(SHORT_MILLIS);
          throw new IllegalStateException("the pool is empty");
        }
      }
    }
  }

  @CaptureTcp
  static class NoTcp {
    @Test
    void test() throws Exception {
      try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
        socket.send(new DatagramPacket(new byte[10], 10, socket.getLocalSocketAddress()));
        throw new IllegalStateException("no answer");
      }
    }
  }

  @CaptureTcp
  static class WrongStatus {
    @Test
    void test() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[1000]);
      }
      throw new AssertionError("expected 201 but was 500");
    }
  }

  @CaptureTcp
  static class JudgedByTcpUnit {
    @Test
    void test(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[1000]);
        assertThat(capture.connectionTo(exchange.port()).clientToServer()).hasByteCount(1001);
      }
    }
  }

  /** A connection whose data has been sent when the clock of the test's method begins to run. */
  abstract static class Connected {
    LoopbackExchange exchange;
    LoopbackExchange.Pair pair;

    int bytes() {
      return 100;
    }

    @BeforeEach
    void connects() throws Exception {
      exchange = new LoopbackExchange();
      pair = exchange.open();
      pair.send(new byte[bytes()]);
      pair.server.getInputStream().readNBytes(bytes());
    }

    void disconnect() throws IOException {
      pair.close();
      exchange.close();
    }
  }

  /** The end of a test may be swallowed by its own program for a while. */
  @CaptureTcp
  static class LeavesSlowly extends Connected {
    @Test
    @Timeout(value = 1000, unit = TimeUnit.MILLISECONDS)
    void test() throws Exception {
      try {
        Thread.sleep(10_000);
      } catch (InterruptedException e) {
        Thread.sleep(SHORT_MILLIS);
        pair.send(new byte[1]);
      } finally {
        disconnect();
      }
    }
  }

  @CaptureTcp
  static class InASeparateThread extends Connected {
    @Test
    @Timeout(
        value = 1000,
        unit = TimeUnit.MILLISECONDS,
        threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void test() throws Exception {
      try {
        Thread.sleep(10_000);
      } finally {
        disconnect();
      }
    }
  }

  /** The limit of another method is not counted from where the test began. */
  @CaptureTcp
  static class LeftTooLate extends Connected {
    @Override
    int bytes() {
      return 12;
    }

    @Test
    void test() throws Exception {
      Thread.sleep(SHORT_MILLIS);
    }

    @AfterEach
    @Timeout(value = 600, unit = TimeUnit.MILLISECONDS)
    void tidies_up() throws Exception {
      try {
        Thread.sleep(10_000);
      } finally {
        disconnect();
      }
    }
  }

  @CaptureTcp
  static class StillInterrupted {
    @Test
    void test() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[7]);
        Thread.currentThread().interrupt();
        throw new IllegalStateException("stopped");
      }
    }

    @AfterEach
    void stays_interrupted() {
      interrupted = Thread.interrupted();
    }

    static boolean interrupted;
  }

  @CaptureTcp
  static class FailsBefore {
    @BeforeEach
    void connects() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[7]);
        throw new IOException("login failed");
      }
    }

    @Test
    void test() {}
  }

  @CaptureTcp
  @ExtendWith(FailsByAnExtension.Last.class)
  static class FailsByAnExtension {
    @Test
    void test() throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[7]);
      }
    }

    static final class Last implements AfterEachCallback {
      @Override
      public void afterEach(ExtensionContext context) {
        throw new IllegalStateException("left something behind");
      }
    }
  }

  @CaptureTcp
  static class TakesNoStory {
    private static final class Fixed extends RuntimeException {
      Fixed() {
        super("fixed", null, false, false);
      }
    }

    @Test
    void test() {
      throw new Fixed();
    }
  }

  @CaptureTcp
  static class CausedByItself {
    @Test
    void test() {
      RuntimeException one = new RuntimeException("one");
      one.initCause(new RuntimeException("other", one));
      throw one;
    }
  }

  @CaptureTcp
  static class ThrowsTheSameTwice {
    private static final RuntimeException SAME = new RuntimeException("same");

    @RepeatedTest(2)
    void test() {
      throw SAME;
    }
  }

  @CaptureTcp
  static class AbortedAssumption {
    @Test
    void test() {
      throw new TestAbortedException("not here");
    }
  }

  @CaptureTcp
  static class FailsByTheQuery {
    @Test
    void test(TcpCapture capture) {
      capture.connectionTo(1);
    }
  }

  @CaptureTcp
  static class FailsSoftly {
    @Test
    void test(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[1000]);
        assertSoftly(
            softly -> {
              softly.assertThat(capture.connectionTo(exchange.port())).wasRefused();
              softly.assertThat(1).isEqualTo(2);
            });
      }
    }
  }

  /** What an assertion said, and nobody heard, does not tell why the test failed. */
  @CaptureTcp
  static class SwallowsTheVerdict {
    @Test
    void test(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[1000]);
        try {
          assertThat(capture.connectionTo(exchange.port()).clientToServer()).hasByteCount(1);
        } catch (AssertionError e) {
          throw new IllegalStateException("something else");
        }
      }
    }
  }

  @CaptureTcp
  static class OneOfManyDynamicTests {
    @TestFactory
    Stream<DynamicTest> tests() {
      return Stream.of(
          DynamicTest.dynamicTest("holds", () -> {}),
          DynamicTest.dynamicTest(
              "fails",
              () -> {
                try (LoopbackExchange exchange = new LoopbackExchange()) {
                  exchange.upload(new byte[7]);
                  throw new IllegalStateException("dynamic");
                }
              }));
    }
  }

  /** Sockets that are closed together. */
  static final class Connections implements AutoCloseable {
    private final List<Socket> sockets = new ArrayList<>();

    void open(int port) throws IOException {
      sockets.add(new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }
}
