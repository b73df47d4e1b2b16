package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.steady;
import static dev.tcpunit.assertions.LiveCapture.quietFor;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The headline assertions on what the kernel really sends. Ports, times, windows and frame numbers
 * differ from run to run; all the rest of each message is pinned.
 */
class KernelTrafficTest {
  /** Loopback without tail loss probes retransmits nothing, however late a receiver is. */
  private static final Path EARLY_RETRANSMIT = Path.of("/proc/sys/net/ipv4/tcp_early_retrans");

  /** With a second before the first time-out, one loss is repaired by one retransmission. */
  private static final Path SHORTEST_TIMEOUT = Path.of("/proc/sys/net/ipv4/tcp_rto_min_us");

  private static final Duration LONG_ENOUGH = Duration.ofMillis(600);

  private LiveCapture capture;
  private LoopbackExchange exchange;
  private String earlyRetransmit;
  private String shortestTimeout;

  @BeforeEach
  void start() throws Exception {
    capture = new LiveCapture();
    exchange = new LoopbackExchange();
    earlyRetransmit = sysctl(EARLY_RETRANSMIT);
    Files.writeString(EARLY_RETRANSMIT, "0");
    if (Files.exists(SHORTEST_TIMEOUT)) {
      shortestTimeout = sysctl(SHORTEST_TIMEOUT);
      Files.writeString(SHORTEST_TIMEOUT, "1000000");
    }
  }

  /** Not Files.readString: it reads the first byte, and a sysctl's file is then at its end. */
  private static String sysctl(Path file) throws IOException {
    return String.join("", Files.readAllLines(file));
  }

  @AfterEach
  void stop() throws Exception {
    if (capture != null) {
      Files.writeString(EARLY_RETRANSMIT, earlyRetransmit);
      if (shortestTimeout != null) {
        Files.writeString(SHORTEST_TIMEOUT, shortestTimeout);
      }
      exchange.close();
      capture.close();
    }
  }

  @Test
  void should_find_nothing_wrong_with_an_upload() throws Exception {
    exchange.upload(new byte[1_000_000]);

    Connection connection =
        capture.await(exchange.port(), c -> c.teardown().state() == Teardown.State.CLEAN);

    assertThat(connection)
        .hasCompletedHandshake()
        .hasNoRetransmissions()
        .acksCoverAllBytes()
        .hasCleanFin()
        .client(c -> c.hasByteCount(1_000_000))
        .server(s -> s.hasByteCount(0));
    assertThat(connection.trace()).hasSingleConnection().hasCleanFin();
  }

  @Test
  void should_fail_if_a_server_closes_the_window_because_nobody_reads() throws Exception {
    exchange.receiveBufferSize(8_192);
    try (LoopbackExchange.Pair pair = exchange.open()) {
      byte[] bytes = new byte[400_000];
      Thread writer = new Thread(() -> pair.send(bytes));
      writer.start();
      Connection stopped =
          capture.await(exchange.port(), c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0);
      pair.server.getInputStream().readNBytes(bytes.length);
      writer.join();

      assertThat(stopped).respectsAdvertisedWindow().hasNoReorderedSegments();
      assertThat(catchThrowable(() -> assertThat(stopped).hasNoZeroWindow()))
          .hasMessageContaining("to announce no window of zero")
          .hasMessageContaining(" segments closed the window:")
          .hasMessageMatching("(?s).*\\n\\* #\\d+ \\S+ < \\[\\.] ack \\d+ win 0\\n.*");
    }
  }

  @Test
  void should_fail_if_nobody_listens() throws Exception {
    int port = exchange.port();
    exchange.close();
    assertThatThrownBy(() -> new Socket("127.0.0.1", port)).isInstanceOf(ConnectException.class);

    Connection refused = capture.await(port, c -> c.handshake().state() == Handshake.State.REFUSED);

    assertFails(
        () -> assertThat(refused).hasCompletedHandshake(),
        """
        Expecting connection
          127.0.0.1:CLIENT > 127.0.0.1:SERVER (2 segments, 0 dropped by capture)
        to have completed the handshake
        but the server answered the SYN with RST: it refused the connection:
        * #N TIME < [R.] 1 ack 1 win WINDOW
        cause:    nothing listens at 127.0.0.1:SERVER (RFC 9293 s3.5.2), or a firewall before it rejects (likely)
        look for: a client that connects before the server listens, or to another port or address: "localhost" may be 127.0.0.1 or ::1
        rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
        capture:  live.pcapng, frame N
        """);
  }

  @Test
  void should_fail_if_the_SYN_is_not_answered() throws Exception {
    // GIVEN a server whose queue of connections is full, so that the kernel discards further SYNs
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket full = new ServerSocket(0, 1, loopback);
        Socket first = new Socket(loopback, full.getLocalPort());
        Socket second = new Socket(loopback, full.getLocalPort());
        Socket third = new Socket()) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      // WHEN
      InetSocketAddress address = new InetSocketAddress(loopback, full.getLocalPort());
      assertThatThrownBy(() -> third.connect(address, 1700))
          .isInstanceOf(SocketTimeoutException.class);
      // THEN
      Connection unanswered =
          capture.await(
              full.getLocalPort(),
              c ->
                  c.handshake().state() == Handshake.State.UNANSWERED
                      && quietFor(LONG_ENOUGH).test(c));
      assertFails(
          () -> assertThat(unanswered).hasCompletedHandshake(),
          """
          Expecting connection
            127.0.0.1:CLIENT > 127.0.0.1:SERVER (2 segments, 0 dropped by capture)
          to have completed the handshake
          but none of the 2 SYNs was answered:
          * #N TIME > [S] 0 win WINDOW
          * #N TIME > [S] 0 win WINDOW
          evidence: the capture watched TIME ms after the last segment; nothing came from 127.0.0.1:SERVER
          cause:    a firewall or a loss on the way, or a full queue of connections (possible, the packets do not decide it)
          look for: a server that does not accept(), or a backlog that is too short
          rule:     RFC 9293 s3.5: SYN, SYN-ACK and ACK, each acknowledging exactly the one before
          capture:  live.pcapng, frame N
          """);
      assertFails(
          () -> assertThat(unanswered).hasNoRetransmissions(),
          """
          Expecting connection
            127.0.0.1:CLIENT > 127.0.0.1:SERVER (2 segments, 0 dropped by capture)
          to have no retransmissions
          but the client sent its SYN again:
          * #N TIME > [S] 0 win WINDOW  <- repeats all of #N
          evidence: #N was sent TIME ms after #N, 0 duplicate ACKs between
          cause:    the timer of the handshake (RFC 6298 s5): the SYN or its answer was lost (likely)
          rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
          capture:  live.pcapng, frame N
          """);
    }
  }

  @Test
  void should_fail_if_data_was_lost_and_sent_again() throws Exception {
    requireLongTimeout();
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket deaf = new ServerSocket(0, 50, loopback)) {
      DeafSocket.deafen(deaf);
      try (Socket client = new Socket(loopback, deaf.getLocalPort());
          Socket server = deaf.accept()) {
        client.getOutputStream().write(new byte[100]);
        capture.await(deaf.getLocalPort(), c -> c.clientToServer().dataSegments() == 1);
        DeafSocket.heal(deaf.getLocalPort());
        server.getInputStream().readNBytes(100);

        Connection again =
            capture.await(deaf.getLocalPort(), c -> c.clientToServer().acknowledgedBytes() == 100);

        assertThat(again).acksCoverAllBytes();
        assertFails(
            () -> assertThat(again).hasNoRetransmissions(),
            """
            Expecting connection
              127.0.0.1:CLIENT > 127.0.0.1:SERVER (6 segments, 0 dropped by capture)
            to have no retransmissions
            but 1 of 2 client data segments carried bytes already sent:
            * #N TIME > [P.] 1:101 ack 1 win WINDOW len 100  <- repeats all of #N
            repeated: 100 bytes sent again, 100 payload bytes in all
            evidence: #N was sent TIME ms after #N, 0 duplicate ACKs between
            cause:    a timer (RTO, RFC 6298 s5, or tail loss probe, RFC 8985 s7), not fast retransmit (possible, the packets do not decide it)
            rule:     RFC 9293 s3.8.1: a segment is sent again where its acknowledgement does not come in time
            capture:  live.pcapng, frame N
            """);
      }
    }
  }

  @Test
  void should_fail_if_data_is_never_acknowledged() throws Exception {
    requireLongTimeout();
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket deaf = new ServerSocket(0, 50, loopback)) {
      DeafSocket.deafen(deaf);
      try (Socket client = new Socket(loopback, deaf.getLocalPort());
          Socket server = deaf.accept()) {
        assertThat(server.isConnected()).isTrue();
        client.getOutputStream().write(new byte[100]);

        Connection first =
            capture.await(deaf.getLocalPort(), c -> c.clientToServer().dataSegments() > 0);
        Connection later =
            capture.await(
                deaf.getLocalPort(),
                c -> c.clientToServer().dataSegments() > 0 && quietFor(LONG_ENOUGH).test(c));

        assertFails(
            () -> assertThat(first).acksCoverAllBytes(),
            """
            Expecting connection
              127.0.0.1:CLIENT > 127.0.0.1:SERVER (4 segments, 0 dropped by capture)
            to have ACKs that cover all bytes
            but it cannot be told: the capture ended TIME ms after the last byte, an answer may take 500 ms
            seen so far: the server has not acknowledged any of the 100 bytes of the client:
            * #N TIME > [P.] 1:101 ack 1 win WINDOW len 100
            evidence: the bytes of the client are acknowledged up to 1 of 101 by #N; the capture watched TIME ms after the last of them, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)
            cause:    the bytes or their ACKs were lost, or the peer is gone (possible, the packets do not decide it)
            rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
            capture:  live.pcapng, frame N
            """);
        assertFails(
            () -> assertThat(later).acksCoverAllBytes(),
            """
            Expecting connection
              127.0.0.1:CLIENT > 127.0.0.1:SERVER (4 segments, 0 dropped by capture)
            to have ACKs that cover all bytes
            but the server has not acknowledged any of the 100 bytes of the client:
            * #N TIME > [P.] 1:101 ack 1 win WINDOW len 100
            evidence: the bytes of the client are acknowledged up to 1 of 101 by #N; the capture watched TIME ms after the last of them, an ACK may take 500 ms (RFC 9293 s3.8.6.3, MUST-40)
            cause:    the bytes or their ACKs were lost, or the peer is gone (possible, the packets do not decide it)
            rule:     RFC 9293 s3.4: an ACK names the next byte expected, and so covers all bytes before it
            capture:  live.pcapng, frame N
            """);
      }
    }
  }

  private void requireLongTimeout() {
    Requires.that("tcp_rto_min_us", shortestTimeout != null, SHORTEST_TIMEOUT + " is not there");
  }

  private static void assertFails(ThrowingCallable assertion, String message) {
    Throwable failure = catchThrowable(assertion);

    assertThat(failure).isInstanceOf(AssertionError.class);
    assertThat(steady(failure.getMessage())).isEqualTo(steady(message));
  }
}
