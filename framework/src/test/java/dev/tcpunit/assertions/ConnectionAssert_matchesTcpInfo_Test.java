package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConnectionAssert_matchesTcpInfo_Test {
  @BeforeEach
  void be_on_linux() {
    Requires.sandbox();
  }

  @Nested
  @CaptureTcp
  class Captured {
    @Test
    void should_hold_for_an_upload(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[2_000_000]);

        assertThat(capture.connectionTo(exchange.port())).matchesTcpInfo();
      }
    }

    @Test
    void should_hold_for_a_connection_beside_others(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange other = new LoopbackExchange()) {
        capture.ownPorts(exchange.port());
        other.upload(new byte[1000]);
        exchange.upload(new byte[1000]);

        assertThat(capture.connectionTo(exchange.port())).matchesTcpInfo();
      }
    }

    @Test
    void should_hold_for_a_window_that_was_closed_and_probed(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
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

        assertThat(capture.connectionTo(exchange.port())).matchesTcpInfo();
        assertThat(capture.trace()).matchesKernelCounters();
      }
    }

    @Test
    void should_not_tell_while_a_socket_is_open(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        Connection open = capture.connectionFrom(pair.client.getLocalPort());

        assertThat(
                catchThrowable(
                    () -> assertThat(open).within(Duration.ofMillis(1)).matchesTcpInfo()))
            .isInstanceOf(AssertionError.class)
            .hasMessageContaining("to match the TCP_INFO of its closed sockets\n")
            .hasMessageContaining(
                "but it cannot be told: 2 sockets of the connection are not closed yet\n");
      }
    }
  }

  /**
   * One segment that the receiver discards, and 200 ms later the same again, which is the fifth
   * frame and not captured, although it came; once more where it took the receiver so long to
   * listen.
   */
  private static Connection missingWhatWasSentAgain() throws Exception {
    try (WitnessedCapture capture = new WitnessedCapture();
        ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      DeafSocket.deafen(deaf);
      try (Socket client = new Socket(deaf.getInetAddress(), deaf.getLocalPort());
          Socket server = deaf.accept()) {
        client.getOutputStream().write(new byte[100]);
        capture.awaitFrames(4);
        DeafSocket.heal(deaf.getLocalPort());
        server.getInputStream().readNBytes(100);
      }
      return capture.trace(1, deaf.getLocalPort(), number -> number == 5).connections().get(0);
    }
  }

  /** It closes before 40 ms are over, and so its ACK of the other's FIN rides on its own FIN. */
  private static boolean isClosedAtOnce(Connection connection) {
    List<Segment> segments = connection.segments();
    return segments.get(segments.size() - 3).has(TcpFlags.FIN)
        && segments.get(segments.size() - 2).has(TcpFlags.FIN);
  }

  @Test
  void should_fail_if_the_capture_missed_what_was_sent_again() throws Exception {
    Connection connection = missingWhatWasSentAgain();
    for (int i = 0; i < 20 && !isClosedAtOnce(connection); i++) {
      connection = missingWhatWasSentAgain();
    }
    assertThat(isClosedAtOnce(connection)).as("closed at once").isTrue();
    Connection missing = connection;
    long seen = connection.clientToServer().count(FlowCount.RETRANSMISSIONS);
    assertFails(
        () -> assertThat(missing).matchesTcpInfo(),
        """
        Expecting connection
          %s (%d segments, 0 dropped by capture)
        to match the TCP_INFO of its closed sockets
        but 3 of 8 numbers differ:
                                        kernel      capture
          client tcpi_total_retrans %10d %12d  <- 1 more in the kernel
          client tcpi_bytes_sent    %10d %12d  <- 100 more in the kernel
          client tcpi_bytes_retrans %10d %12d  <- 100 more in the kernel
          client tcpi_bytes_acked          102          102
          server tcpi_total_retrans          0            0
          server tcpi_bytes_sent             0            0
          server tcpi_bytes_retrans          0            0
          server tcpi_bytes_acked            1            1
        rule:     RFC 4898: the kernel keeps an account of each connection
        capture:  live.pcapng
        """
            .formatted(
                connection,
                8 + seen,
                seen + 1,
                seen,
                (seen + 2) * 100,
                (seen + 1) * 100,
                (seen + 1) * 100,
                seen * 100));
  }

  @Test
  void should_not_tell_of_a_capture_that_has_ended() {
    assertFails(
        () -> assertThat(Uploads.connection(Uploads.UPLOAD)).matchesTcpInfo(),
        """
        Expecting connection
          127.0.0.1:35648 > 127.0.0.1:8081 (8 segments)
        to match the TCP_INFO of its closed sockets
        but it cannot be told: the kernel can be asked only while the captured test runs
        rule:     RFC 4898: the kernel keeps an account of each connection
        capture:  scenario.txt
        """);
  }
}
