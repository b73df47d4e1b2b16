package dev.tcpunit.lab;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.PathFaults.closesIdleAfter;
import static dev.tcpunit.lab.PathFaults.natForgets;
import static dev.tcpunit.lab.PathFaults.natForgetsAndResets;
import static dev.tcpunit.lab.PathFaults.resetsIdleAfter;
import static dev.tcpunit.lab.PathFaults.unplug;
import static dev.tcpunit.trace.Role.CLIENT;
import static dev.tcpunit.trace.Role.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The peer is gone: what becomes of connections that something on the path forgot or closed. */
class PathFaultsOnTheWireTest extends KernelCountingTest {
  /** Longer than an exchange takes on a machine under load. */
  private static final Duration IDLE = Duration.ofMillis(400);

  private static final int LONGER_THAN_IDLE_MILLIS = 500;

  @Nested
  @CaptureTcp
  @ImpairedLink
  class OverIpv4 extends Gone {}

  @Nested
  @CaptureTcp
  @ImpairedLink(ipv6 = true)
  class OverIpv6 extends Gone {}

  /** The same over either protocol. */
  abstract class Gone {
    @Test
    void should_close_an_idle_connection_by_fin(Link link, TcpCapture capture) throws Exception {
      try (EchoServer server = EchoServer.start(link)) {
        try (Socket pooled = server.connect()) {
          EchoServer.exchange(pooled);
          link.apply(closesIdleAfter(IDLE));
          assertThat(pooled.getInputStream().read()).isEqualTo(-1);
          assertThat(server.awaitEnd()).isEqualTo("end of input");
          assertThatThrownBy(() -> EchoServer.exchange(pooled)).isInstanceOf(IOException.class);
        }
        assertViolated(capture, "none to the same server followed");
        try (Socket retry = server.connect()) {
          EchoServer.exchange(retry);
        }
      }

      assertThat(capture.trace()).retriesOnNewConnection();
      assertThat(link.firedFaults().get(0))
          .hasToString("close connections idle for 400 ms: connection 1, server [F.] 101:101");
      assertThat(link.firedFaults()).extracting(FiredFault::connection).containsOnly(1);
      Connection stale = capture.trace().connections().get(0).atClient();
      assertThat(stale).wasResetBy(SERVER).client(flow -> flow.hasByteCount(200));
      assertThat(capture.trace().connections().get(1)).wasNotAborted();
    }

    @Test
    void should_acknowledge_the_end_of_a_client_that_notices(Link link, TcpCapture capture)
        throws Exception {
      try (EchoServer server = EchoServer.start(link);
          Socket pooled = server.connect()) {
        EchoServer.exchange(pooled);
        link.apply(closesIdleAfter(IDLE));
        assertThat(pooled.getInputStream().read()).isEqualTo(-1);
        pooled.shutdownOutput();
        server.awaitEnd();
      }

      Connection closed = capture.trace().connections().get(0);
      assertThat(closed.atClient()).hasCleanFin().wasClosedFirstBy(SERVER);
      assertThat(closed.atServer()).hasCleanFin().wasClosedFirstBy(CLIENT);
    }

    @Test
    void should_close_an_idle_connection_by_rst(Link link, TcpCapture capture) throws Exception {
      try (EchoServer server = EchoServer.start(link);
          Socket pooled = server.connect()) {
        EchoServer.exchange(pooled);
        link.apply(resetsIdleAfter(IDLE));
        assertThatThrownBy(() -> pooled.getInputStream().read()).isInstanceOf(IOException.class);
        assertThat(server.awaitEnd()).contains("reset");
      }

      assertThat(capture.trace().connections().get(0).atClient()).wasResetBy(SERVER);
      assertThat(link.firedFaults().get(0))
          .hasToString("reset connections idle for 400 ms: connection 1, server [R] 101:101");
      assertThat(counted().get("Tcp", "EstabResets")).isEqualTo(2);
    }

    @Test
    void should_forget_an_idle_connection_and_tell_nobody(Link link, TcpCapture capture)
        throws Exception {
      try (EchoServer server = EchoServer.start(link)) {
        try (Socket pooled = server.connect()) {
          EchoServer.exchange(pooled);
          link.apply(natForgets(IDLE));
          stayIdle(pooled);
          assertThatExceptionOfType(SocketTimeoutException.class)
              .isThrownBy(() -> EchoServer.exchange(pooled));
          pooled.setSoLinger(true, 0); // a FIN would wait behind the data that is sent again
        }
        try (Socket retry = server.connect()) {
          EchoServer.exchange(retry);
        }
      }

      assertThat(capture.trace()).retriesOnNewConnection();
      Connection forgotten = capture.trace().connections().get(0);
      assertThat(lost(forgotten).map(Segment::seq))
          .isNotEmpty()
          .allMatch(seq -> seq > EchoServer.BYTES);
      assertThat(forgotten.atServer()).client(flow -> flow.hasByteCount(100));
      assertThat(link.firedFaults())
          .allSatisfy(struck -> assertThat(struck.connection()).isEqualTo(1))
          .first()
          .hasToString(
              "have a NAT forget connections idle for 400 ms: connection 1, client [P.] 101:201");
    }

    @Test
    void should_reset_who_speaks_on_a_forgotten_connection(Link link, TcpCapture capture)
        throws Exception {
      try (EchoServer server = EchoServer.start(link);
          Socket pooled = server.connect()) {
        EchoServer.exchange(pooled);
        link.apply(natForgetsAndResets(IDLE));
        stayIdle(pooled);
        assertThatThrownBy(() -> EchoServer.exchange(pooled))
            .isInstanceOf(IOException.class)
            .isNotInstanceOf(SocketTimeoutException.class);
      }

      Connection forgotten = capture.trace().connections().get(0);
      assertThat(forgotten.atClient()).wasResetBy(SERVER);
      assertThat(forgotten.atServer()).wasNotAborted();
      assertViolated(capture, "none to the same server followed");
    }

    @Test
    void should_leave_connections_alone_that_are_not_idle_for_so_long(Link link) throws Exception {
      Duration hour = Duration.ofHours(1);
      List<Fault> patient = List.of(closesIdleAfter(hour), resetsIdleAfter(hour), natForgets(hour));
      patient.forEach(fault -> link.apply(fault.optional()));
      try (EchoServer server = EchoServer.start(link);
          Socket pooled = server.connect()) {
        EchoServer.exchange(pooled);
        EchoServer.exchange(pooled);
      }

      assertThat(link.firedFaults()).isEmpty();
    }

    /** Ten segments are in the initial window: four are under way when the fifth is sent. */
    @Test
    @ImpairedLink(delay = "50ms")
    void should_lose_what_is_under_way_and_all_that_follows_when_unplugged_at_a_packet(
        Link link, TcpCapture capture) throws Exception {
      link.apply(unplug(clientData().number(5), IDLE));
      Connection connection = capture.connectionTo(Upload.over(link, 12_000));

      assertThat(connection).acksCoverAllBytes().hasCleanFin();
      assertThat(lost(connection).map(Segment::seq))
          .containsExactlyInAnyOrderElementsOf(
              link.firedFaults().stream().map(FiredFault::sequence).toList());
      assertThat(link.firedFaults())
          .extracting(FiredFault::toString)
          .first()
          .asString()
          .startsWith("unplug at client data 5 for 400 ms: connection 1, client [");
      assertThat(link.firedFaults()).extracting(FiredFault::sequence).contains(1L);
    }

    @Test
    @ImpairedLink(delay = "100ms")
    void should_lose_what_is_under_way_when_unplugged_at_a_time(Link link, TcpCapture capture)
        throws Exception {
      try (EchoServer server = EchoServer.start(link);
          Socket client = server.connect()) {
        client.getOutputStream().write(new byte[EchoServer.BYTES]);
        link.apply(unplug(Duration.ZERO, Duration.ofMillis(50)));
        assertThat(client.getInputStream().readNBytes(EchoServer.BYTES)).hasSize(EchoServer.BYTES);
      }

      assertThat(link.firedFaults()).extracting(FiredFault::sequence).contains(1L);
      assertThat(capture.trace().connections().get(0).clientToServer().transit().lost())
          .extracting(Segment::seq)
          .contains(1L);
    }

    private void assertViolated(TcpCapture capture, String message) {
      assertThatThrownBy(() -> assertThat(capture.trace()).retriesOnNewConnection())
          .hasMessageContaining(message);
    }

    private static Stream<Segment> lost(Connection connection) {
      return connection.flows().stream().flatMap(flow -> flow.transit().lost().stream());
    }

    private static void stayIdle(Socket socket) throws IOException {
      socket.setSoTimeout(LONGER_THAN_IDLE_MILLIS);
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> socket.getInputStream().read());
    }
  }
}
