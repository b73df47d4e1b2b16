package dev.tcpunit.lab;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.lab.PathFaults.pathMtu;
import static dev.tcpunit.lab.PathFaults.pathMtuBlackHole;
import static dev.tcpunit.lab.PathFaults.unreachable;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.dynamics.Waiting;
import dev.tcpunit.dynamics.WaitingFor;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.report.Explanation;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.IcmpErrorKind;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Paths that take only smaller packets, with and without a word about it, and dead ends. */
class IcmpFaultsOnTheWireTest extends KernelCountingTest {
  private static final int BYTES = 100_000;
  private static final int PATH_MTU = 1400;
  private static final int TCP_BYTES_WITH_TIMESTAMPS = 32;
  private static final int SHORT_TIMEOUT_MILLIS = 500;

  @Nested
  @CaptureTcp
  @ImpairedLink(delay = "2ms")
  class OverIpv4 extends Icmp {
    OverIpv4() {
      super(20);
    }

    @Override
    Link openLink() {
      return Link.open();
    }

    @Test
    void should_refuse_a_connection_that_a_firewall_forbids(Link link) {
      assertThatExceptionOfType(NoRouteToHostException.class)
          .isThrownBy(() -> connectTo(link, Unreachable.PROHIBITED));
    }

    /** RFC 6069: Linux takes back a step of its back-off where a router says that it has no way. */
    @Test
    void should_not_call_a_timer_hasty_that_icmp_did_not_let_back_off(Link link, TcpCapture capture)
        throws Exception {
      link.apply(unreachable(clientData().from(2), Unreachable.HOST));
      try (EchoServer server = EchoServer.start(link);
          Socket client = server.connect()) {
        EchoServer.exchange(client);
        client.getOutputStream().write(1);
        client.setSoTimeout(SHORT_TIMEOUT_MILLIS);
        while (link.firedFaults().size() < 5) {
          assertThatExceptionOfType(SocketTimeoutException.class)
              .isThrownBy(() -> client.getInputStream().read());
        }
        client.setSoLinger(true, 0);
      }
      Connection connection = capture.trace().connections().get(0);

      assertThat(connection.icmpErrors()).hasSizeGreaterThan(4);
      assertThat(connection.clientToServer()).backsOffExponentially();
    }
  }

  @Nested
  @CaptureTcp
  @ImpairedLink(ipv6 = true, delay = "2ms")
  class OverIpv6 extends Icmp {
    OverIpv6() {
      super(40);
    }

    @Override
    Link openLink() {
      return Link.builder().ipv6().open();
    }

    @Test
    void should_refuse_a_connection_that_a_firewall_forbids(Link link) {
      assertThatThrownBy(() -> connectTo(link, Unreachable.PROHIBITED))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("Permission denied");
    }
  }

  /** The same over either protocol. */
  abstract static class Icmp {
    private final int usual;
    private final int shortened;

    Icmp(int ipBytes) {
      usual = 1500 - ipBytes - TCP_BYTES_WITH_TIMESTAMPS;
      shortened = PATH_MTU - ipBytes - TCP_BYTES_WITH_TIMESTAMPS;
    }

    @Test
    void should_have_a_sender_told_the_mtu_send_shorter_segments(Link link, TcpCapture capture)
        throws Exception {
      link.apply(pathMtu(PATH_MTU));
      Connection connection = capture.connectionTo(Upload.over(link, BYTES));

      assertThat(connection).acksCoverAllBytes().hasCleanFin();
      assertThat(longest(connection.atClient())).isEqualTo(usual);
      assertThat(longest(connection.atServer())).isEqualTo(shortened);
      assertThat(link.firedFaults())
          .allMatch(struck -> struck.length() > shortened)
          .first()
          .hasToString("path MTU 1400: connection 1, client [.] 1:%d".formatted(usual + 1));
      assertThat(connection.icmpErrors())
          .isNotEmpty()
          .allMatch(error -> error.kind() == IcmpErrorKind.PACKET_TOO_BIG)
          .allMatch(error -> error.mtu().getAsInt() == PATH_MTU)
          .allMatch(error -> error.told() == Role.CLIENT && error.inFlight());
      assertThat(connection.clientToServer()).hasNoTimeoutRetransmissions();
      assertThat(explained(connection))
          .contains(
              "tells the client by ICMP: packet too big, at most 1400 bytes",
              "ICMP said that it was too long for the path (RFC 1191)");
    }

    /** What the kernel learned of the path goes with the link. */
    @Test
    void should_leave_nothing_of_a_path_mtu_to_the_next_link() throws Exception {
      assertThat(secondSegmentOver(pathMtu(PATH_MTU))).isEqualTo(shortened);
      assertThat(secondSegmentOver(drop(syn().number(9)).optional())).isEqualTo(usual);
    }

    /** How long the second segment of a second upload is, over a link of its own. */
    private int secondSegmentOver(Fault fault) throws Exception {
      try (Link link = openLink()) {
        link.apply(fault);
        Upload.over(link, BYTES);
        link.apply(delay(clientData().onConnection(2).number(2), Duration.ZERO));
        Upload.over(link, BYTES);
        return link.firedFaults().get(link.firedFaults().size() - 1).length();
      }
    }

    abstract Link openLink();

    @Test
    void should_stall_an_upload_where_nobody_tells_the_mtu(Link link, TcpCapture capture)
        throws Exception {
      link.apply(pathMtuBlackHole(PATH_MTU));
      try (EchoServer server = EchoServer.start(link)) {
        try (Socket client = server.connect()) {
          EchoServer.exchange(client);
          client.setSoTimeout(SHORT_TIMEOUT_MILLIS);
          client.getOutputStream().write(new byte[BYTES / 20]);
          assertThatExceptionOfType(SocketTimeoutException.class)
              .isThrownBy(() -> EchoServer.exchange(client));
          client.setSoLinger(true, 0);
        }
      }

      assertThat(link.firedFaults()).allMatch(struck -> struck.length() > shortened);
      Connection connection = capture.trace().connections().get(0);
      assertThat(connection.clientToServer().retransmissions()).isPositive();
      assertThat(longest(connection.atServer())).isLessThan(shortened);
      assertThat(connection.icmpErrors()).isEmpty();
      long abort =
          connection.segments().stream()
              .filter(s -> s.has(TcpFlags.RST))
              .findFirst()
              .orElseThrow()
              .timeNanos();
      assertThat(Waiting.at(connection, abort - 1))
          .filteredOn(waiting -> waiting.what() == WaitingFor.ACKNOWLEDGEMENT)
          .singleElement()
          .extracting(Waiting::explanation)
          .asString()
          .contains("none of %d did, and no ICMP error says why".formatted(usual));
    }

    @Test
    void should_fail_to_connect_as_the_error_says(Link link) {
      assertThatExceptionOfType(NoRouteToHostException.class)
          .isThrownBy(() -> connectTo(link, Unreachable.HOST));
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> connectTo(link, Unreachable.PORT))
          .withMessageContaining("refused");
    }

    @Test
    void should_say_why_a_connection_was_not_opened(Link link, TcpCapture capture) {
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> connectTo(link, Unreachable.PORT));
      Connection connection = capture.trace().connections().get(0);

      assertThat(connection.icmpErrors())
          .singleElement()
          .matches(e -> e.kind() == IcmpErrorKind.PORT_UNREACHABLE && e.kind().isHard())
          .matches(e -> e.seq().getAsLong() == 0 && e.inFlight())
          .matches(e -> e.from().equals(connection.server().address()));
      assertThatThrownBy(() -> assertThat(connection).hasCompletedHandshake())
          .hasMessageContaining("the SYN was not answered")
          .hasMessageContaining("the server told the client by ICMP of #1: port unreachable (#2)")
          .hasMessageContaining("connection refused");
      assertThatThrownBy(() -> assertThat(connection).wasRefused())
          .hasMessageContaining("port unreachable (#2)");
      assertThat(capture.trace()).hasNoOpenConnections();
    }

    /** A host that is not there may come back: a strict stack goes on trying (RFC 1122). */
    @Test
    void should_say_that_a_host_is_unreachable(Link link, TcpCapture capture) {
      assertThatExceptionOfType(NoRouteToHostException.class)
          .isThrownBy(() -> connectTo(link, Unreachable.HOST));
      Connection connection = capture.trace().connections().get(0);

      assertThat(connection.icmpErrors()).singleElement().matches(e -> !e.kind().isHard());
      assertThat(explained(connection)).contains("tells the client by ICMP: host unreachable");
      assertThat(Waiting.of(connection))
          .singleElement()
          .extracting(Waiting::explanation)
          .asString()
          .contains("ICMP told it: host unreachable (#2)");
    }

    /** An error is of the sender's connection, and nothing of it is the receiver's. */
    @Test
    void should_tell_it_where_the_sender_is(Link link, TcpCapture capture) throws Exception {
      link.apply(pathMtu(PATH_MTU));
      Connection connection = capture.connectionTo(Upload.over(link, BYTES));

      assertThat(connection.atClient().icmpErrors()).isEqualTo(connection.icmpErrors());
      assertThat(connection.atServer().icmpErrors()).isEmpty();
    }

    @Test
    void should_not_end_an_established_connection(Link link, TcpCapture capture) throws Exception {
      link.apply(unreachable(clientData().number(7), Unreachable.PORT));
      Connection connection = capture.connectionTo(Upload.over(link, BYTES));

      assertThat(connection).acksCoverAllBytes().hasCleanFin();
      assertThat(connection.clientToServer().retransmissions()).isEqualTo(1);
      assertThat(connection.icmpErrors())
          .singleElement()
          .matches(e -> e.kind() == IcmpErrorKind.PORT_UNREACHABLE && e.inFlight());
      assertThat(link.firedFaults())
          .extracting(struck -> struck.fault().toString())
          .containsExactly("port unreachable for client data 7");
    }

    private static String explained(Connection connection) {
      StringWriter text = new StringWriter();
      Explanation.write(connection, new PrintWriter(text));
      return text.toString().replaceAll("\\s+", " ");
    }

    private static long longest(Connection view) {
      return view.segments().stream()
          .filter(s -> s.from() == Role.CLIENT)
          .mapToLong(Segment::length)
          .max()
          .orElseThrow();
    }
  }

  private static void connectTo(Link link, Unreachable why) throws IOException {
    int number = link.firedFaults().size() + 1;
    link.apply(unreachable(syn().onConnection(number), why));
    try (EchoServer server = EchoServer.start(link);
        Socket client = server.connect()) {
      throw new AssertionError(client + " is connected");
    }
  }

  @Test
  void should_refuse_an_mtu_that_no_host_need_take() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pathMtu(575))
        .withMessage("a path MTU is at least 576 bytes: 575");
  }
}
