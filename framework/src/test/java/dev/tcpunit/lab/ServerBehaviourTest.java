package dev.tcpunit.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Servers that misbehave, as their clients meet them and as the wire shows them. */
@CaptureTcp
@ImpairedLink
@SuppressWarnings("try") // clients close in the middle of their tests
class ServerBehaviourTest {
  private static final byte[] ANSWER = "413 Content Too Large".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FEW = "413".getBytes(StandardCharsets.US_ASCII);
  private static final int MORE_THAN_A_WINDOW = 10_000_000;

  @BeforeAll
  static void needs_a_private_network() {
    Requires.sandbox();
  }

  private static Socket connect(Link link, MisbehavingServer server) throws IOException {
    Socket client = new Socket();
    client.setSoTimeout(10_000);
    client.connect(link.towards(server.port()));
    return client;
  }

  @Test
  void should_leave_a_connection_unaccepted(Link link) throws Exception {
    try (MisbehavingServer server = ServerBehaviour.neverAccepts().start(link.serverAddress());
        Socket first = connect(link, server);
        Socket second = connect(link, server);
        Socket third = new Socket()) {
      first.getOutputStream().write(1);
      first.setSoTimeout(20);

      assertThatThrownBy(() -> first.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThatThrownBy(() -> third.connect(link.towards(server.port()), 50))
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(second.isConnected()).isTrue();
    }
  }

  @Test
  void should_close_the_window_if_it_never_reads(Link link, TcpCapture capture) throws Exception {
    try (MisbehavingServer server = ServerBehaviour.neverReads().start(link.serverAddress());
        Socket client = connect(link, server)) {
      CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> writeAll(client));
      Connection connection = capture.connectionTo(server.port());
      Connection closed =
          connection.await(
              "a zero window", c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0);

      assertThat(closed.serverToClient().count(FlowCount.ZERO_WINDOWS)).isPositive();
      assertThat(writing).isNotDone();
      client.close();
      writing.exceptionally(e -> null).get();
    }
  }

  private static void writeAll(Socket client) {
    try {
      client.getOutputStream().write(new byte[MORE_THAN_A_WINDOW]);
    } catch (IOException ignored) {
      // the test closes the socket
    }
  }

  @Test
  void should_read_all_if_slowly(Link link) throws Exception {
    ServerBehaviour slow = ServerBehaviour.readsSlowly(50_000, Duration.ofMillis(1));
    try (MisbehavingServer server = slow.start(link.serverAddress());
        Socket client = connect(link, server)) {
      client.getOutputStream().write(new byte[300_001]);
      client.shutdownOutput();

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void should_close_with_fin_or_reset(Link link, TcpCapture capture) throws Exception {
    try (MisbehavingServer server = ServerBehaviour.closesAfter(1000).start(link.serverAddress());
        Socket client = connect(link, server)) {
      client.getOutputStream().write(new byte[1000]);

      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    try (MisbehavingServer server = ServerBehaviour.resetsAfter(1000).start(link.serverAddress());
        Socket client = connect(link, server)) {
      client.getOutputStream().write(new byte[1000]);

      assertThatThrownBy(() -> client.getInputStream().read()).hasMessage("Connection reset");
      assertThat(capture.connectionTo(server.port()).serverToClient().hasSentReset()).isTrue();
    }
  }

  @Test
  void should_answer_before_it_has_read_all(Link link) throws Exception {
    ServerBehaviour early = ServerBehaviour.answersEarlyAndCloses(10, ANSWER);
    try (MisbehavingServer server = early.start(link.serverAddress());
        Socket client = connect(link, server)) {
      client.getOutputStream().write(new byte[10]);

      assertThat(client.getInputStream().readAllBytes()).isEqualTo(ANSWER);
    }
    ServerBehaviour patient = ServerBehaviour.answersEarlyAndGoesOn(10, ANSWER);
    try (MisbehavingServer server = patient.start(link.serverAddress());
        Socket client = connect(link, server)) {
      client.getOutputStream().write(new byte[1_000_000]);
      client.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes()).isEqualTo(ANSWER);
    }
  }

  @Test
  void should_close_its_half_and_read_on(Link link) throws Exception {
    try (MisbehavingServer server = ServerBehaviour.halfCloses().start(link.serverAddress());
        Socket client = connect(link, server)) {
      assertThat(client.getInputStream().read()).isEqualTo(-1);
      client.getOutputStream().write(new byte[1_000_000]);
      client.shutdownOutput();
    }
  }

  /** Fewer than a sender may have under way at first, or a late link has the rest wait and join. */
  @Test
  void should_answer_with_a_segment_for_each_byte(Link link, TcpCapture capture) throws Exception {
    ServerBehaviour dribbling = ServerBehaviour.answersByteByByte(1, FEW, Duration.ofMillis(2));
    try (MisbehavingServer server = dribbling.start(link.serverAddress());
        Socket client = connect(link, server)) {
      client.getOutputStream().write(1);

      assertThat(client.getInputStream().readAllBytes()).isEqualTo(FEW);
      client.close();
      assertThat(capture.connectionTo(server.port()).segments())
          .filteredOn(s -> s.from() == Role.SERVER && !s.has(TcpFlags.SYN) && s.length() > 0)
          .extracting(Segment::length)
          .hasSize(FEW.length)
          .containsOnly(1);
    }
  }

  @Test
  void should_end_with_all_its_threads(Link link) throws Exception {
    MisbehavingServer server = ServerBehaviour.neverReads().start(link.serverAddress());
    try (Socket client = connect(link, server)) {
      client.getOutputStream().write(1);
      server.close();
    }

    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .noneMatch(name -> name.startsWith("tcpunit server"));
  }
}
