package dev.tcpunit.internal.html;

import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.Requires;
import dev.tcpunit.assertions.Sysctl;
import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.MisbehavingServer;
import dev.tcpunit.lab.ServerBehaviour;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Role;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Real connections as graphs, each left as a page for the browser's tests: {@link PageFolder}. */
@CaptureTcp
class GraphsTest {
  private static final Map<RetransmissionCause, String> WORDS =
      Map.of(
          RetransmissionCause.FAST, "sent again: fast retransmission",
          RetransmissionCause.TIMEOUT, "sent again: retransmission timer",
          RetransmissionCause.TAIL_LOSS_PROBE, "sent again: tail loss probe",
          RetransmissionCause.UNKNOWN, "sent again");

  @BeforeEach
  void be_in_a_private_network() {
    Requires.sandbox();
  }

  @Test
  @ImpairedLink(delay = "5ms")
  void should_show_a_healthy_upload_with_no_mark_but_of_its_ends(Link link, TcpCapture capture)
      throws Exception {
    Connection connection = capture.connectionTo(AnsweredUpload.over(link, 300_000));

    String html = PageFolder.write("healthy", capture, connection, c -> c.hasNoRetransmissions());

    assertThat(html).contains("opens (SYN) (client 1, server 1)", "(FIN) (client 1, server 1)");
    assertCountsResends(html, connection);
    assertReadsBack(html, connection);
  }

  @Test
  @ImpairedLink(delay = "10ms")
  void should_count_the_resends_of_each_cause_in_the_legend(Link link, TcpCapture capture)
      throws Exception {
    link.apply(drop(clientData().carrying(100_000)));
    link.apply(drop(clientData().carrying(299_999)));
    link.apply(drop(clientData().carrying(319_999).times(2)));
    int[] port = new int[1];
    Sysctl.with("tcp_early_retrans", "3")
        .during(() -> port[0] = AnsweredUpload.over(link, 280_000, 20_000, 20_000));
    Connection connection = capture.connectionTo(port[0]);

    String html = PageFolder.write("lossy", capture, connection, c -> c.hasNoRetransmissions());

    assertThat(html).contains(WORDS.get(RetransmissionCause.FAST));
    assertCountsResends(html, connection);
    assertReadsBack(html, connection);
  }

  @Test
  @ImpairedLink(delay = "5ms")
  void should_say_that_the_client_waited_for_the_server_to_read(Link link, TcpCapture capture)
      throws Exception {
    Connection connection;
    try (MisbehavingServer server =
        ServerBehaviour.readsSlowly(60_000, Duration.ofMillis(300)).start(link.serverAddress())) {
      try (Socket client = new Socket()) {
        client.connect(link.towards(server.port()));
        client.getOutputStream().write(new byte[200_000]);
        client.shutdownOutput();
        assertThat(client.getInputStream().read()).isNegative();
      }
      connection = capture.connectionTo(server.port());
    }

    String html = PageFolder.write("zero-window", capture, connection, c -> c.hasNoZeroWindow());

    assertThat(html).contains("window closed (");
    assertThat(ConnectionDynamics.of(connection).stalls())
        .isNotEmpty()
        .allSatisfy(stall -> assertThat(html).contains(": " + stall.explanation() + ".</li>"));
    assertReadsBack(html, connection);
  }

  @Test
  void should_name_nagle_where_it_meets_a_delayed_acknowledgement(TcpCapture capture)
      throws Exception {
    Connection connection;
    try (LoopbackExchange exchange = new LoopbackExchange()) {
      try (LoopbackExchange.Pair pair = exchange.open()) {
        for (int i = 0; i < 5; i++) {
          pair.send(new byte[100]);
          pair.send(new byte[100]);
          pair.server.getInputStream().readNBytes(200);
          pair.server.getOutputStream().write(new byte[10]);
          pair.client.getInputStream().readNBytes(10);
        }
      }
      connection = capture.connectionTo(exchange.port());
    }

    String html =
        PageFolder.write("nagle", capture, connection, c -> c.hasNoNagleDelayedAckStall());

    assertThat(html).contains("held a small segment back (Nagle) until an acknowledgement came");
    assertReadsBack(html, connection);
  }

  @Test
  @ImpairedLink(delay = "5ms")
  void should_mark_who_resets(Link link, TcpCapture capture) throws Exception {
    Connection connection;
    try (MisbehavingServer server =
            ServerBehaviour.resetsAfter(100_000).start(link.serverAddress());
        Socket client = new Socket()) {
      client.connect(link.towards(server.port()));
      assertThatThrownBy(() -> sendForEver(client)).isInstanceOf(SocketException.class);
      connection = capture.connectionTo(server.port());
    }

    String html = PageFolder.write("reset", capture, connection, c -> c.hasNoResets());

    assertThat(html).contains("aborts the connection (RST) (server ");
    assertReadsBack(html, connection);
  }

  private static void sendForEver(Socket client) throws IOException {
    while (true) {
      client.getOutputStream().write(new byte[10_000]);
    }
  }

  @Test
  @ImpairedLink(delay = "5ms")
  void should_say_who_still_waits_when_the_capture_ends(Link link, TcpCapture capture)
      throws Exception {
    Connection connection;
    try (MisbehavingServer server = ServerBehaviour.neverReads().start(link.serverAddress())) {
      CompletableFuture<Void> writing;
      try (Socket client = new Socket()) {
        client.connect(link.towards(server.port()));
        writing = CompletableFuture.runAsync(() -> writeUntilClosed(client));
        connection =
            capture
                .connectionTo(server.port())
                .await(
                    "two probes", c -> c.clientToServer().count(FlowCount.ZERO_WINDOW_PROBES) > 1);
      }
      writing.join();
    }

    String html = PageFolder.write("hung", capture, connection, c -> c.hasNoZeroWindow());

    assertThat(html).contains("When the capture ends the client still waits");
    assertThat(html).contains("its program does not read");
    assertReadsBack(html, connection);
  }

  private static void writeUntilClosed(Socket client) {
    try {
      sendForEver(client);
    } catch (IOException ignored) {
      // what ends it
    }
  }

  /**
   * A busy machine sends again where nothing was lost, so the packets say what there is to count.
   */
  private static void assertCountsResends(String html, Connection connection) {
    Map<RetransmissionCause, Long> causes =
        connection.clientToServer().connection().segments().stream()
            .filter(segment -> segment.from() == Role.CLIENT)
            .flatMap(segment -> segment.cause().stream())
            .collect(Collectors.groupingBy(cause -> cause, Collectors.counting()));
    WORDS.forEach(
        (cause, words) -> {
          if (causes.containsKey(cause)) {
            assertThat(html).contains(words + " (client " + causes.get(cause) + ")");
          } else {
            assertThat(html).doesNotContain(words + " (client");
          }
        });
  }

  /** Every number of the columns, read back and compared with the segments. */
  private static void assertReadsBack(String html, Connection connection) throws IOException {
    GraphReader read = GraphReader.of(html);
    assertThat(read.senders()).contains(Role.CLIENT);
    for (Role sender : read.senders()) {
      Flow flow = connection.flow(sender);
      assertThat(read.segmentsOf(sender))
          .isEqualTo(GraphReader.expected(flow, connection.startNanos()));
      assertThat(read.flightOf(sender)).isEqualTo(GraphReader.expectedFlight(flow));
    }
  }
}
