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
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FlowAssert_wasLimitedBy_Test {
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

      String openWhich = "the packets do not say what limited it most of the time";
      assertCannotTell(() -> assertThat(upload).wasLimitedBy(SEND_BUFFER), openWhich);
      assertCannotTell(() -> assertThat(upload).wasLimitedBy(CONGESTION_WINDOW), openWhich);
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
