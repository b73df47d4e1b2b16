package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertFails;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.duplicate;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.pureAck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.notation.Scenario;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Trace;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TraceAssert_matchesKernelCounters_Test {
  @BeforeEach
  void be_alone() {
    Requires.sandbox();
  }

  @Nested
  @CaptureTcp
  class Captured {
    @Test
    void should_hold_for_uploads(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        exchange.upload(new byte[2_000_000]);
        exchange.upload(new byte[10]);
      }

      assertThat(capture.trace()).hasConnectionCount(2).matchesKernelCounters();
    }

    @Test
    void should_hold_for_a_refusal_and_for_an_abort(TcpCapture capture) throws Exception {
      LoopbackExchange exchange = new LoopbackExchange();
      try (LoopbackExchange.Pair pair = exchange.open()) {
        pair.client.setSoLinger(true, 0);
      }
      exchange.close();
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), exchange.port()))
          .isInstanceOf(ConnectException.class);

      assertThat(capture.trace()).hasConnectionCount(2).matchesKernelCounters();
    }

    @Test
    void should_hold_for_a_socket_that_meets_itself(TcpCapture capture) throws Exception {
      try (Socket lonely = new Socket()) {
        lonely.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        lonely.connect(lonely.getLocalSocketAddress());
        lonely.getOutputStream().write(new byte[10]);
        assertThat(lonely.getInputStream().readNBytes(10)).hasSize(10);
      }

      assertThat(capture.trace()).hasSingleConnection().matchesKernelCounters();
    }

    @Test
    void should_hold_for_data_that_was_lost_and_sent_again(TcpCapture capture) throws Exception {
      try (ServerSocket deaf = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
        DeafSocket.deafen(deaf);
        try (Socket client = new Socket(deaf.getInetAddress(), deaf.getLocalPort());
            Socket server = deaf.accept()) {
          client.getOutputStream().write(new byte[100]);
          capture
              .connectionTo(deaf.getLocalPort())
              .await("the data again", c -> c.clientToServer().retransmissions() > 0);
          DeafSocket.heal(deaf.getLocalPort());
          server.getInputStream().readNBytes(100);
        }

        assertThat(capture.trace()).matchesKernelCounters();
        assertThat(capture.connectionTo(deaf.getLocalPort()).clientToServer().retransmissions())
            .isPositive();
      }
    }

    @Test
    @ImpairedLink(delay = "2ms", seed = 7)
    void should_hold_at_both_ends_of_a_lossy_link(Link link, TcpCapture capture) throws Exception {
      link.apply(drop(clientData().withProbability(0.05)));
      link.apply(drop(pureAck().withProbability(0.05)).optional());
      link.apply(duplicate(clientData().number(9)));
      try (ServerSocket listener = new ServerSocket(0, 50, link.serverAddress());
          Socket client = new Socket()) {
        client.connect(link.towards(listener.getLocalPort()));
        try (Socket server = listener.accept()) {
          client.getOutputStream().write(new byte[100_000]);
          client.shutdownOutput();
          assertThat(server.getInputStream().readAllBytes()).hasSize(100_000);
        }
        assertThat(client.getInputStream().read()).isEqualTo(-1);

        assertThat(capture.trace()).hasSingleConnection().matchesKernelCounters();
        assertThat(capture.connectionTo(listener.getLocalPort()).clientToServer().retransmissions())
            .isPositive();
      }
    }

    @Test
    void should_not_tell_if_there_was_other_traffic(TcpCapture capture) throws Exception {
      try (LoopbackExchange own = new LoopbackExchange();
          LoopbackExchange other = new LoopbackExchange()) {
        capture.ownPorts(own.port());
        own.upload(new byte[10]);
        other.upload(new byte[10]);

        Throwable failure =
            catchThrowable(() -> assertThat(capture.trace()).matchesKernelCounters());

        assertThat(failure)
            .isInstanceOf(AssertionError.class)
            .hasMessageMatching(
                "(?s).*to match the kernel's counters\n"
                    + "but it cannot be told: there was other traffic in the same network:\\s+"
                    + "127\\.0\\.0\\.1:\\d+ >\\s+127\\.0\\.0\\.1:"
                    + other.port()
                    + "\\s+\\(\\d+\\s+segments\\).*");
      }
    }

    @Test
    void should_not_tell_of_no_connection(TcpCapture capture) {
      assertThat(catchThrowable(() -> assertThat(capture.trace()).matchesKernelCounters()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(
              "but it cannot be told: no connection of this network was captured");
    }
  }

  @Test
  void should_fail_if_the_capture_missed_segments() throws Exception {
    try (WitnessedCapture capture = new WitnessedCapture();
        LoopbackExchange exchange = new LoopbackExchange()) {
      exchange.upload(new byte[10]);
      Trace trace = capture.trace(1, exchange.port(), number -> number == 5);

      assertFails(
          () -> assertThat(trace).matchesKernelCounters(),
          """
          Expecting trace
            live.pcapng (%d packets, 1 connection, 0 dropped by capture)
          to match the kernel's counters
          but 1 of 12 numbers differs:
                                                         kernel      capture
            Tcp ActiveOpens                                   1            1
            Tcp PassiveOpens                                  1            1
            Tcp InSegs                                       %2d           %2d  <- 1 more in the kernel
            Tcp OutRsts                                       0            0
            Tcp InCsumErrors                                  0            0
            Tcp RetransSegs                                   0            0
            TcpExt TCPSynRetrans                              0            0
            TcpExt TCPFastRetrans                             0            0
            TcpExt TCPTimeouts + TCPSlowStartRetrans          0            0
            TcpExt TCPDSACKRecv + TCPDSACKOfoRecv             0            0
            TcpExt TCPToZeroWindowAdv                         0            0
            TcpExt TCPWinProbe                                0            0
          rule:     RFC 4022: the kernel counts each segment that it sends and receives
          capture:  live.pcapng
          """
              .formatted(trace.packets(), trace.packets() + 1, trace.packets()));
    }
  }

  @Test
  void should_fail_if_the_capture_missed_a_connection() throws Exception {
    try (WitnessedCapture capture = new WitnessedCapture();
        LoopbackExchange exchange = new LoopbackExchange()) {
      exchange.upload(new byte[10]);
      long first = capture.trace(1, exchange.port(), number -> false).packets();
      exchange.upload(new byte[10]);

      assertThat(
              catchThrowable(
                  () ->
                      assertThat(capture.trace(2, exchange.port(), number -> number > first))
                          .matchesKernelCounters()))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("but 3 of 12 numbers differ:")
          .hasMessageMatching("(?s).*Tcp ActiveOpens +2 +1  <- 1 more in the kernel\n.*");
    }
  }

  @Test
  void should_not_tell_of_a_capture_that_has_ended() {
    Trace file = Scenario.trace(Uploads.UPLOAD);

    assertFails(
        () -> assertThat(file).matchesKernelCounters(),
        """
        Expecting trace
          scenario.txt (8 packets, 1 connection)
        to match the kernel's counters
        but it cannot be told: the kernel can be asked only while the captured test runs
        rule:     RFC 4022: the kernel counts each segment that it sends and receives
        capture:  scenario.txt
        """);
  }
}
