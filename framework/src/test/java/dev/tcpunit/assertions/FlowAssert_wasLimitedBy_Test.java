package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.dynamics.Limit.APPLICATION;
import static dev.tcpunit.dynamics.Limit.CONGESTION_WINDOW;
import static dev.tcpunit.dynamics.Limit.RECEIVE_WINDOW;
import static dev.tcpunit.dynamics.Limit.SEND_BUFFER;
import static dev.tcpunit.dynamics.Limit.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.Round;
import dev.tcpunit.internal.linux.TransmitQueue;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlowAssert_wasLimitedBy_Test {
  private static final String ALIKE =
      "packets look the same where a send buffer is full, where a congestion window does not grow "
          + "and where a program paces itself, and ";

  @Test
  void should_hold_if_the_application_paused() {
    assertThat(PathTraffic.PAUSED.connection().clientToServer()).wasLimitedBy(APPLICATION);
  }

  @Test
  void should_hold_if_the_receiver_did_not_read() {
    assertThat(Traffic.ZERO_WINDOW_PROBED.connection().clientToServer())
        .wasLimitedBy(RECEIVE_WINDOW);
  }

  @Test
  void should_hold_if_the_path_is_long_and_the_window_grows() {
    assertThat(PathTraffic.UPLOAD.connection().clientToServer()).wasLimitedBy(CONGESTION_WINDOW);
  }

  @Test
  void should_fail_if_something_else_limited_it() {
    assertViolated(
        () -> assertThat(heardOfAgain()).wasLimitedBy(APPLICATION), "FlowAssert.wasLimitedBy");
  }

  @Test
  void should_not_tell_of_a_single_segment() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).wasLimitedBy(APPLICATION),
        "the packets do not say what limited it most of the time");
  }

  @Test
  void should_not_tell_if_the_packets_do_not_say_why() {
    assertCannotTell(
        () ->
            assertThat(Traffic.WRITES_WHILE_UNHEARD.connection().clientToServer())
                .wasLimitedBy(RECEIVE_WINDOW),
        "the packets do not say what limited it most of the time");
  }

  @Test
  void should_not_tell_a_full_send_buffer_if_no_kernel_can_be_asked() {
    assertCannotTell(
        () ->
            assertThat(Traffic.WRITES_WHILE_UNHEARD.connection().clientToServer())
                .wasLimitedBy(SEND_BUFFER),
        ALIKE + "the kernel can be asked only while the captured test runs");
  }

  @Test
  void should_not_tell_if_the_capture_stands_elsewhere() {
    assertCannotTell(
        () ->
            assertThat(
                    Traffic.UPLOAD
                        .recording()
                        .seenFrom(VantagePoint.SERVER)
                        .connection()
                        .clientToServer())
                .wasLimitedBy(APPLICATION),
        "it takes a capture beside the client, and this one is not known to stand there");
  }

  @Test
  void should_refuse_what_is_no_cause() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> assertThat(Traffic.UPLOAD.connection().clientToServer()).wasLimitedBy(UNKNOWN))
        .withMessage("nothing can be limited by what is not known");
  }

  @Test
  void should_fail_for_a_send_buffer_if_what_is_in_flight_grows() {
    assertThatThrownBy(
            () ->
                assertThat(PathTraffic.UPLOAD.connection().clientToServer())
                    .wasLimitedBy(SEND_BUFFER))
        .hasMessageContaining("but it was limited by the congestion window for ");
  }

  @Test
  void should_fail_for_a_send_buffer_if_the_receiver_did_not_read() {
    assertThatThrownBy(() -> assertThat(heardOfAgain()).wasLimitedBy(SEND_BUFFER))
        .hasMessageContaining("but it was limited by the receive window for ");
  }

  @Test
  void should_fail_for_a_send_buffer_if_the_application_paused() {
    assertThatThrownBy(
            () ->
                assertThat(PathTraffic.PAUSED.connection().clientToServer())
                    .wasLimitedBy(SEND_BUFFER))
        .hasMessageContaining("but it was limited by the application for ");
  }

  /** The congestion window has grown before, and what is in flight fills the buffer from then. */
  @Nested
  @CaptureTcp
  @ImpairedLink(delay = "5ms")
  class WithASmallSendBuffer {
    private static final int ROOM_FOR_ALL = 4 << 20;
    private static final int SMALL = 4_096;

    /** Of a small send buffer Linux lets about 64 KiB be under way, a segment of its own size. */
    private static final long MUCH_MORE_THAN_FITS = 160_000;

    private static final int PIECE = 300_000;

    @Test
    void should_not_tell_a_full_buffer_from_a_congestion_window(Link link, TcpCapture capture)
        throws Exception {
      Flow upload = upload(link, capture).clientToServer();

      assertCannotTell(
          () -> assertThat(upload).wasLimitedBy(SEND_BUFFER),
          ALIKE
              + "the kernel counted 0.000 ms of it, and counts only where a segment leaves while a "
              + "writer waits");
      assertCannotTell(
          () -> assertThat(upload).wasLimitedBy(CONGESTION_WINDOW),
          "the packets do not say what limited it most of the time");
    }

    @Test
    void should_not_tell_a_full_buffer_while_the_socket_is_open(Link link, TcpCapture capture)
        throws Exception {
      try (ServerSocket listener = new ServerSocket(0, 1, link.serverAddress());
          Socket client = new Socket()) {
        client.connect(link.towards(listener.getLocalPort()));
        try (Socket server = listener.accept()) {
          client.getOutputStream().write(new byte[SMALL]);
          server.getInputStream().readNBytes(SMALL);
          Flow upload = capture.trace().connections().get(0).clientToServer();

          assertCannotTell(
              () -> assertThat(upload).within(Duration.ZERO).wasLimitedBy(SEND_BUFFER),
              ALIKE + "the socket of the client is open yet");
        }
      }
    }

    private Connection upload(Link link, TcpCapture capture) throws Exception {
      try (ServerSocket listener = new ServerSocket();
          Socket client = new Socket()) {
        listener.setReceiveBufferSize(ROOM_FOR_ALL);
        listener.bind(new InetSocketAddress(link.serverAddress(), 0));
        client.connect(link.towards(listener.getLocalPort()));
        try (Socket server = listener.accept()) {
          CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(server));
          sendWithLargeThenSmallBuffer(client, capture);
          client.shutdownOutput();
          received.get();
        }
      }
      return capture.trace().connections().get(0);
    }

    /** On a busy machine the window stops doubling early, and takes its time to grow. */
    private static void sendWithLargeThenSmallBuffer(Socket client, TcpCapture capture)
        throws IOException {
      long begun = System.nanoTime();
      do {
        client.getOutputStream().write(new byte[PIECE]);
      } while (mostInFlight(capture) < MUCH_MORE_THAN_FITS);
      long grown = System.nanoTime();
      client.setSendBufferSize(SMALL);
      do {
        client.getOutputStream().write(new byte[PIECE]);
      } while (System.nanoTime() - grown < 2 * (grown - begun));
    }
  }

  /**
   * What leaves has to wait for the device then, as it does for a network card. So the last of what
   * fits into the buffer leaves while the writer waits for room already, and the kernel counts.
   */
  @Nested
  @CaptureTcp
  @ImpairedLink(delay = "20ms")
  class WithASmallSendBufferBehindAQueue {
    private static final int BYTES_A_SECOND = 50_000_000;
    private static final int BURST = 130_000;
    private static final int ROOM_FOR_ALL = 4 << 20;
    private static final int SMALL = 131_072;

    /** Linux doubles what it is told. */
    private static final long NEARLY_FULL = 250_000;

    private static final int PIECE = 65_536;
    private static final int PIECES = 5;

    /** How much longer it goes on than the congestion window has grown for. */
    private static final int LONGER = 3;

    @Test
    void should_hold_if_the_kernel_counted_a_full_buffer(Link link, TcpCapture capture)
        throws Exception {
      Flow upload = upload(link, capture);

      assertThat(upload).wasLimitedBy(SEND_BUFFER);
      assertThatThrownBy(() -> assertThat(upload).wasLimitedBy(CONGESTION_WINDOW))
          .hasMessageContaining("but it was limited by the send buffer for ")
          .hasMessageContaining("the kernel's tcpi_sndbuf_limited tells of the send buffer");
    }

    private Flow upload(Link link, TcpCapture capture) throws Exception {
      NetworkInterface near = NetworkInterface.getByInetAddress(link.serverAddress());
      TransmitQueue.add(near.getIndex(), BYTES_A_SECOND, BURST, ROOM_FOR_ALL);
      try (ServerSocket listener = new ServerSocket();
          Socket client = new Socket()) {
        listener.setReceiveBufferSize(ROOM_FOR_ALL);
        listener.bind(new InetSocketAddress(link.serverAddress(), 0));
        client.setSendBufferSize(SMALL);
        client.connect(link.towards(listener.getLocalPort()));
        try (Socket server = listener.accept()) {
          CompletableFuture<byte[]> received = CompletableFuture.supplyAsync(() -> readAll(server));
          sendUntilLimited(client, capture);
          client.shutdownOutput();
          received.get();
        }
      }
      return capture.trace().connections().get(0).clientToServer();
    }

    private static void sendUntilLimited(Socket client, TcpCapture capture) throws IOException {
      long begun = System.nanoTime();
      do {
        send(client);
      } while (mostInFlight(capture) < NEARLY_FULL);
      long grown = System.nanoTime();
      do {
        send(client);
      } while (System.nanoTime() - grown < LONGER * (grown - begun));
    }

    private static void send(Socket client) throws IOException {
      for (int i = 0; i < PIECES; i++) {
        client.getOutputStream().write(new byte[PIECE]);
      }
    }
  }

  private static long mostInFlight(TcpCapture capture) {
    Flow upload = capture.trace().connections().get(0).clientToServer();
    return FlowDynamics.of(upload).rounds().stream().mapToLong(Round::maxFlight).max().orElse(0);
  }

  private static byte[] readAll(Socket socket) {
    try {
      return socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void should_not_tell_if_no_data_was_sent() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection().serverToClient()).wasLimitedBy(APPLICATION),
        "this side sent no data");
  }

  private static Flow heardOfAgain() {
    return Traffic.ZERO_WINDOW_PROBED
        .recording()
        .endingWhen(c -> c.clientToServer().acknowledgedBytes() > 13_000)
        .connection()
        .clientToServer();
  }
}
