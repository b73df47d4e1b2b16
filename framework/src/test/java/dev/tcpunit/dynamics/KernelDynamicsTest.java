package dev.tcpunit.dynamics;

import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.tcpunit.Requires;
import dev.tcpunit.assertions.Sysctl;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.kernel.ClosedSockets;
import dev.tcpunit.kernel.TcpInfo;
import dev.tcpunit.lab.Link;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * What the kernel's TCP really did, compared with what it knew of itself and what was done to it.
 */
class KernelDynamicsTest {
  private static final long MS = 1_000_000;
  private static final long PATIENCE = Duration.ofSeconds(20).toNanos();

  @BeforeEach
  void be_in_a_private_network() {
    Requires.sandbox();
  }

  /** Paths of a known length. */
  @Nested
  @CaptureTcp
  class OverTheLink {
    @Test
    @ImpairedLink(delay = "10ms")
    void should_measure_the_round_trips_that_the_kernel_measured(Link link, TcpCapture capture)
        throws Exception {
      int port;
      TcpInfo kernel;
      try (ClosedSockets closed = ClosedSockets.watch()) {
        port = upload(link, 300_000);
        Endpoint server = Endpoint.of(link.towards(port));
        kernel = closed.await(1, PATIENCE, socket -> socket.remote().equals(server)).get(0).info();
      }
      Connection connection = capture.connectionTo(port);
      RoundTrips trips = FlowDynamics.of(connection.clientToServer()).roundTrips();

      assertThat(trips.path()).isEqualTo(MeasuredPath.WHOLE);
      assertThat(trips.minNanos().orElseThrow())
          .isCloseTo(kernel.minRttNanos().orElseThrow(), within(MS))
          .isBetween(20 * MS, 25 * MS);
      assertThat(trips.smoothedNanos().orElseThrow())
          .isCloseTo(kernel.rttNanos(), within(kernel.rttNanos() / 4));
      assertThat(
              FlowDynamics.of(connection.clientToServer())
                  .retransmissionTimeout(Long.MAX_VALUE, RetransmissionTimeout.Rule.LINUX)
                  .nanos())
          .isCloseTo(kernel.rtoNanos(), within(kernel.rtoNanos() / 4));
    }

    @Test
    @ImpairedLink(delay = "10ms")
    void should_see_an_initial_window_of_ten_segments_that_doubles(Link link, TcpCapture capture)
        throws Exception {
      int port = upload(link, 300_000);
      Connection connection = capture.connectionTo(port);
      ConnectionDynamics dynamics = ConnectionDynamics.of(connection);
      FlowDynamics upload = dynamics.flow(Role.CLIENT);

      // RFC 6928: ten segments; 1500 bytes less IP, TCP and timestamps.
      assertThat(upload.maxSegmentPayload()).hasValue(1448);
      assertThat(upload.initialWindow().orElseThrow().segments()).isEqualTo(10);
      List<Round> rounds = upload.rounds();
      assertThat(rounds.get(0).maxFlight()).isEqualTo(14_480);
      assertThat(rounds.get(1).maxFlight()).isEqualTo(28_960);
      assertThat(upload.recoveries()).isEmpty();
    }

    @Test
    @ImpairedLink(delay = "10ms")
    void should_see_how_the_receiver_acknowledges_from_beside_it(Link link, TcpCapture capture)
        throws Exception {
      Connection connection = capture.connectionTo(upload(link, 300_000)).atServer();
      FlowDynamics upload = FlowDynamics.of(connection.clientToServer());

      assertThat(upload.roundTrips().path()).isEqualTo(MeasuredPath.RECEIVER);
      assertThat(upload.acknowledgements().isBesideReceiver()).isTrue();
      assertThat(upload.acknowledgements().maxDelayNanos().orElseThrow()).isLessThan(500 * MS);
      assertThat(upload.acknowledgements().outOfOrder()).isEmpty();
      assertThat(upload.acknowledgements().unacknowledged()).isEmpty();
      assertThat(upload.acknowledgements().steps().stream().mapToLong(AckStep::bytes).sum())
          .isEqualTo(300_000);
    }

    @Test
    @ImpairedLink(delay = "10ms")
    void should_follow_a_fast_recovery(Link link, TcpCapture capture) throws Exception {
      link.apply(drop(clientData().number(30)));
      int[] port = new int[1];
      // The receiver otherwise waits up to a millisecond for more to report in one ACK.
      Sysctl.with("tcp_comp_sack_nr", "0").during(() -> port[0] = upload(link, 300_000));
      Connection connection = capture.connectionTo(port[0]);
      FlowDynamics upload = FlowDynamics.of(connection.clientToServer());

      assertThat(upload.recoveries()).hasSize(1);
      Recovery recovery = upload.recoveries().get(0);
      assertThat(recovery.cause()).isEqualTo(RetransmissionCause.FAST);
      assertThat(recovery.resends()).hasSize(1);
      assertThat(recovery.timeouts()).isEmpty();
      assertThat(recovery.repairNanos().orElseThrow()).isBetween(20 * MS, 200 * MS);
      assertThat(recovery.flightBefore()).isGreaterThan(14_480);
      List<OutOfOrder> early =
          FlowDynamics.of(connection.atServer().clientToServer()).acknowledgements().outOfOrder();
      assertThat(early).isNotEmpty();
      assertThat(early).allMatch(one -> one.answer().isPresent() && one.report().isPresent());
    }

    @Test
    @ImpairedLink(delay = "10ms")
    void should_put_a_stall_down_to_the_loss_of_the_last_segment(Link link, TcpCapture capture)
        throws Exception {
      // The last segment and its first resend: the probe (RFC 8985 section 7) does not repair it.
      link.apply(drop(clientData().carrying(6 * 1448 + 1).times(2)));
      Connection connection = capture.connectionTo(upload(link, 7 * 1448));
      ConnectionDynamics dynamics = ConnectionDynamics.of(connection);

      assertThat(dynamics.flow(Role.CLIENT).recoveries()).hasSize(1);
      Recovery recovery = dynamics.flow(Role.CLIENT).recoveries().get(0);
      assertThat(recovery.resends()).hasSize(2);
      assertThat(recovery.repair()).isPresent();
      // Threads that do not get to run make others.
      assertThat(dynamics.stalls())
          .filteredOn(stall -> recovery.resends().stream().anyMatch(stall.evidence()::contains))
          .extracting(Stall::cause, Stall::side)
          .containsExactly(tuple(StallCause.LOSS_RECOVERY, Optional.of(Role.CLIENT)));
    }
  }

  /** Both ends are seen, so that each cause can be proved. */
  @Nested
  @CaptureTcp
  class OnLoopback {
    @Test
    void should_see_nagle_meet_a_delayed_acknowledgement(TcpCapture capture) throws Exception {
      int port = writeTwiceAndRead(false);

      List<Stall> stalls = ConnectionDynamics.of(capture.connectionTo(port)).stalls();
      assertThat(stalls).extracting(Stall::cause).contains(StallCause.NAGLE_WITH_DELAYED_ACK);
      assertThat(stalls)
          .filteredOn(stall -> stall.cause() == StallCause.NAGLE_WITH_DELAYED_ACK)
          .allMatch(stall -> stall.side().orElseThrow() == Role.CLIENT)
          .allMatch(stall -> stall.nanos() > 35 * MS);
    }

    @Test
    void should_see_none_where_nagle_is_switched_off(TcpCapture capture) throws Exception {
      int port = writeTwiceAndRead(true);

      assertThat(ConnectionDynamics.of(capture.connectionTo(port)).stalls())
          .extracting(Stall::cause)
          .doesNotContain(StallCause.NAGLE_WITH_DELAYED_ACK, StallCause.DELAYED_ACK);
    }

    /** What makes a request of two small pieces slow: the second waits for the first's ACK. */
    private int writeTwiceAndRead(boolean noDelay) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.client.setTcpNoDelay(noDelay);
        for (int i = 0; i < 4; i++) {
          pair.send(new byte[100]);
          pair.send(new byte[100]);
          pair.server.getInputStream().readNBytes(200);
          pair.server.getOutputStream().write(new byte[10]);
          pair.client.getInputStream().readNBytes(10);
        }
        return exchange.port();
      }
    }

    @Test
    void should_blame_the_client_that_waits_for_an_answer_that_does_not_come(TcpCapture capture)
        throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        try (LoopbackExchange.Pair pair = exchange.open()) {
          pair.send(new byte[100]);
          pair.client.setSoTimeout(150);
          assertThatThrownBy(() -> pair.client.getInputStream().read())
              .isInstanceOf(SocketTimeoutException.class);
          pair.send(new byte[5000]);
          pair.server.getInputStream().readNBytes(5100);
        }

        List<Stall> stalls = ConnectionDynamics.of(capture.connectionTo(exchange.port())).stalls();
        assertThat(stalls)
            .filteredOn(stall -> stall.nanos() > 140 * MS)
            .extracting(Stall::cause, stall -> stall.side().orElseThrow())
            .containsExactly(tuple(StallCause.APPLICATION, Role.CLIENT));
      }
    }

    @Test
    void should_begin_close_wait_where_the_kernel_does_though_the_ack_is_held_back(
        TcpCapture capture) throws Exception {
      Closing closing = closeBeforeTheAck(capture);
      for (int i = 0; i < 20 && !closing.isFinAcknowledgedByFin(); i++) {
        closing = closeBeforeTheAck(capture);
      }

      assertThat(closing.isFinAcknowledgedByFin()).isTrue();
      CloseWait wait = closing.closeWait(Role.SERVER).orElseThrow();
      assertThat(wait.begin()).isEqualTo(closing.fin(Role.CLIENT).orElseThrow());
      assertThat(wait.end()).isEqualTo(closing.finAcknowledgement(Role.CLIENT));
      assertThat(wait.nanos()).isPositive();
    }

    /**
     * The server closes as soon as the kernel has its socket in CLOSE-WAIT: mostly before the ACK
     * of the FIN is sent, which a server that has just answered holds back for 40 ms.
     */
    private Closing closeBeforeTheAck(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        try (LoopbackExchange.Pair pair = exchange.open()) {
          pair.send(new byte[10]);
          pair.server.getInputStream().readNBytes(10);
          pair.server.getOutputStream().write(new byte[10]);
          pair.client.getInputStream().readNBytes(10);
          pair.client.shutdownOutput();
          assertThat(isInCloseWait(exchange.port())).isTrue();
        }
        return Closing.of(
            capture
                .connectionTo(exchange.port())
                .await("its close", c -> c.teardown().state() == Teardown.State.CLEAN));
      }
    }

    private boolean isInCloseWait(int port) throws IOException {
      String local = ":%04X ".formatted(port);
      long end = System.nanoTime() + PATIENCE;
      do {
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
          for (String socket : Files.readAllLines(Path.of(table))) {
            String[] columns = socket.strip().split(" +");
            if ((columns[1] + " ").endsWith(local) && columns[3].equals("08")) {
              return true;
            }
          }
        }
      } while (System.nanoTime() < end);
      return false;
    }

    @Test
    void should_blame_the_server_that_does_not_read(TcpCapture capture) throws Exception {
      TcpInfo kernel;
      Connection connection;
      try (ClosedSockets closed = ClosedSockets.watch();
          LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.receiveBufferSize(8_192);
        byte[] bytes = new byte[400_000];
        try (LoopbackExchange.Pair pair = exchange.open()) {
          Thread writer = new Thread(() -> pair.send(bytes));
          writer.start();
          capture
              .connectionTo(exchange.port())
              .await("a probe", c -> c.clientToServer().count(FlowCount.ZERO_WINDOW_PROBES) > 0);
          pair.server.getInputStream().readNBytes(bytes.length);
          writer.join();
        }
        kernel =
            closed
                .await(1, PATIENCE, socket -> socket.remote().port() == exchange.port())
                .get(0)
                .info();
        connection = capture.connectionTo(exchange.port());
      }

      ConnectionDynamics dynamics = ConnectionDynamics.of(connection);
      ReceiveWindow window = dynamics.flow(Role.CLIENT).receiveWindow();
      ZeroWindow longest =
          window.zeroWindows().stream()
              .reduce((one, other) -> one.durationNanos() > other.durationNanos() ? one : other)
              .orElseThrow();
      assertThat(longest.probes()).isNotEmpty();
      assertThat(longest.opening()).isPresent();
      // The kernel counts in jiffies how long the receiver's window kept it from sending.
      assertThat(kernel.rwndLimitedNanos().orElseThrow())
          .isGreaterThan(longest.durationNanos() - 20 * MS);
      assertThat(dynamics.flow(Role.CLIENT).limits().nanos().get(Limit.RECEIVE_WINDOW))
          .isCloseTo(kernel.rwndLimitedNanos().orElseThrow(), within(30 * MS));
      assertThat(dynamics.stalls())
          .filteredOn(stall -> stall.nanos() >= longest.durationNanos())
          .extracting(Stall::cause, stall -> stall.side().orElseThrow())
          .containsExactly(tuple(StallCause.RECEIVE_WINDOW, Role.SERVER));
    }
  }

  /** The client sends so many bytes and closes; the server answers with one byte. */
  private static int upload(Link link, int bytes) throws Exception {
    try (ServerSocket listener = new ServerSocket(0, 50, link.serverAddress())) {
      CompletableFuture<Void> server = CompletableFuture.runAsync(() -> receive(listener));
      InetSocketAddress address = link.towards(listener.getLocalPort());
      try (Socket client = new Socket()) {
        client.connect(address);
        OutputStream out = client.getOutputStream();
        out.write(new byte[bytes]);
        client.shutdownOutput();
        client.getInputStream().readAllBytes();
      }
      server.get();
      return listener.getLocalPort();
    }
  }

  private static void receive(ServerSocket listener) {
    try (Socket server = listener.accept()) {
      InputStream in = server.getInputStream();
      in.readAllBytes();
      server.getOutputStream().write('k');
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
