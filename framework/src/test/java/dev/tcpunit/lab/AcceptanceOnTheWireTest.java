package dev.tcpunit.lab;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.corrupt;
import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.injectRst;
import static dev.tcpunit.lab.Faults.truncate;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.fin;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.lab.Packets.synAck;
import static dev.tcpunit.trace.Role.CLIENT;
import static dev.tcpunit.trace.Role.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an endpoint does not accept moves nothing: this kernel's own counters say what it took. */
class AcceptanceOnTheWireTest extends KernelCountingTest {
  private static final int BYTES = 14_480;
  private static final int MANY = 5_000_000;

  /** How the client ends what it sends. */
  @FunctionalInterface
  private interface Ending {
    void of(SocketChannel client) throws IOException;
  }

  /** Takes from the time to live, and leaves the header's checksum as it was. */
  private static final Action AGEING =
      packet -> {
        FrameView frame = packet.frame();
        int at = frame.ipAt() + 8;
        frame.bytes().put(at, (byte) (frame.bytes().get(at) - 1));
        return true;
      };

  static Stream<Packets> anyKind() {
    return Stream.of(
        syn().first(),
        synAck().first(),
        clientData().number(3),
        pureAck().from(SERVER).first(),
        fin().from(CLIENT).first(),
        fin().from(SERVER).first());
  }

  @Nested
  @CaptureTcp
  @ImpairedLink(delay = "2ms", seed = 7)
  class OverIpv4 extends Accepting {
    /** IPv6 has no such sum. */
    @ParameterizedTest
    @MethodSource("dev.tcpunit.lab.AcceptanceOnTheWireTest#anyKind")
    void should_not_take_what_ip_drops(Packets packets, Link link, TcpCapture capture)
        throws Exception {
      link.apply(new Fault("age " + packets, packets, AGEING, FaultPeriod.ALWAYS));
      Connection connection = capture.connectionTo(Upload.over(link, BYTES));

      assertThat(ignored(connection, AcceptanceReason.BAD_IP_CHECKSUM))
          .isEqualTo(counted().find("IpExt", "InCsumErrors").orElse(1))
          .isEqualTo(1);
      assertThat(connection).hasCleanFin();
      assertThat(capture.trace()).matchesKernelCounters();
    }
  }

  @Nested
  @CaptureTcp
  @ImpairedLink(ipv6 = true, delay = "2ms", seed = 7)
  class OverIpv6 extends Accepting {}

  /** The same over either protocol. */
  abstract class Accepting {
    private Connection upload(Link link, TcpCapture capture, Fault... faults) throws Exception {
      List.of(faults).forEach(link::apply);
      return capture.connectionTo(Upload.over(link, BYTES));
    }

    @ParameterizedTest
    @CsvSource({
      "SERVER, 1",
      "SERVER, 100",
      "SERVER, 20000",
      "CLIENT, 1",
      "CLIENT, 100",
      "CLIENT, 20000"
    })
    void should_not_end_by_a_reset_within_the_window_but_not_at_its_edge(
        Role from, int bytes, Link link, TcpCapture capture) throws Exception {
      Connection connection = upload(link, capture, injectRst(from, bytes, clientData().number(7)));

      Connection receiver = from == CLIENT ? connection.atServer() : connection.atClient();
      assertThat(reset(receiver).acceptanceReason()).contains(AcceptanceReason.RST_NOT_AT_RCV_NXT);
      assertThat(receiver.flow(from).count(FlowCount.NOT_ACCEPTED)).isEqualTo(1);
      assertThat(receiver).hasCleanFin().wasNotAborted();
      assertThat(connection).hasCleanFin();
      assertThat(counted().get("TcpExt", "TCPChallengeACK")).isEqualTo(1);
      assertThat(counted().get("Tcp", "EstabResets")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"SERVER, -1", "CLIENT, -1448"})
    void should_not_end_by_a_reset_below_the_window(
        Role from, int bytes, Link link, TcpCapture capture) throws Exception {
      Connection connection =
          upload(link, capture, injectRst(from, bytes, clientData().number(10)));

      Connection receiver = from == CLIENT ? connection.atServer() : connection.atClient();
      assertThat(reset(receiver).acceptance()).isEqualTo(Acceptance.IGNORED);
      assertThat(receiver).hasCleanFin();
      assertThat(counted().get("Tcp", "EstabResets")).isZero();
    }

    /** Linux has a reset there end the connection, as an aborting sender may know no better. */
    @Test
    void should_end_by_a_reset_at_the_right_edge_of_the_highest_sack_block(
        Link link, TcpCapture capture) throws Exception {
      link.apply(drop(clientData().number(5)));
      link.apply(injectRst(CLIENT, 0, clientData().number(7)));

      assertThatThrownBy(() -> Upload.over(link, MANY))
          .isInstanceOfAny(IOException.class, ExecutionException.class, AssertionError.class);
      Connection server = capture.trace().connections().get(0).atServer();
      assertThat(reset(server).acceptance()).isEqualTo(Acceptance.ACCEPTED);
      assertThat(server.teardown().state()).isEqualTo(Teardown.State.RESET);
      assertThat(counted().get("Tcp", "EstabResets")).isPositive();
    }

    /** Linux keeps so little of a closed socket that a reset anywhere in its window is taken. */
    @ParameterizedTest
    @ValueSource(ints = {1, 20_000})
    void should_not_know_whether_a_reset_ends_what_waits_for_the_other_end(
        int bytes, Link link, TcpCapture capture) throws Exception {
      link.apply(injectRst(SERVER, bytes, pureAck().from(SERVER).first()));
      Connection client = capture.connectionTo(closeFirst(link, SocketChannel::close)).atClient();

      assertThat(reset(client).acceptanceReason()).contains(AcceptanceReason.RST_IN_FIN_WAIT_2);
      assertThatThrownBy(() -> assertThat(client).hasCleanFin()).hasMessageContaining("RST");
      assertThat(counted().get("TcpExt", "TCPChallengeACK")).isZero();
      assertThat(counted().outRsts()).as("the server's FIN finds no socket").isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20_000})
    void should_see_that_a_socket_that_is_only_half_closed_goes_on(
        int bytes, Link link, TcpCapture capture) throws Exception {
      link.apply(injectRst(SERVER, bytes, pureAck().from(SERVER).first()));
      Connection connection = capture.connectionTo(closeFirst(link, SocketChannel::shutdownOutput));

      assertThat(reset(connection.atClient()).acceptanceReason())
          .contains(AcceptanceReason.RECEIVER_WENT_ON);
      assertThat(connection.atClient()).hasCleanFin().wasNotAborted();
      assertThat(counted().get("TcpExt", "TCPChallengeACK")).isEqualTo(1);
      assertThat(counted().outRsts()).isZero();
    }

    /** The server hears the client's end, and closes when the reset is under way. */
    private static int closeFirst(Link link, Ending ending) throws IOException {
      try (ServerSocket listener = new ServerSocket(0, 1, link.serverAddress())) {
        InetSocketAddress address = link.towards(listener.getLocalPort());
        try (SocketChannel client = SocketChannel.open(address)) {
          try (Socket server = listener.accept()) {
            ending.of(client);
            assertThat(server.getInputStream().read()).isEqualTo(-1);
            while (link.firedFaults().isEmpty()) {
              Thread.onSpinWait();
            }
          }
          if (client.isOpen()) {
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
          }
        }
        return listener.getLocalPort();
      }
    }

    /** It waits aside for the bytes before it, and goes when they come and cover its place. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 5_000})
    void should_not_be_closed_by_a_fin_ahead_of_a_hole(int bytes, Link link, TcpCapture capture)
        throws Exception {
      Packets after = clientData().number(2);
      link.apply(new Fault("FIN +" + bytes, after, p -> finAhead(p, bytes), FaultPeriod.ALWAYS));
      Connection connection = capture.connectionTo(Upload.over(link, BYTES));
      Connection server = connection.atServer();

      assertThat(server.segments()).filteredOn(s -> s.has(TcpFlags.FIN)).hasSize(3);
      assertThat(server.clientToServer().finOffset()).hasValue(BYTES + 1L);
      assertThat(server).hasCleanFin().wasClosedFirstBy(CLIENT);
      assertThat(connection).hasCleanFin();
    }

    private static boolean finAhead(LinkPacket after, int bytes) {
      ForgedPacket forged = ForgedPacket.of(ForgedPacket.Kind.FIN, CLIENT, after);
      FrameView frame =
          new FrameView().wrap(ByteBuffer.wrap(forged.frame()), 0, forged.frame().length);
      int sequence = frame.sequence() + bytes;
      for (int i = 0; i < Integer.BYTES; i++) {
        FrameEditor.rewriteByte(frame, frame.tcpAt() + 4 + i, sequence >>> 24 - 8 * i);
      }
      after.inject(forged);
      return true;
    }

    @Test
    void should_not_end_by_a_reset_within_a_hole(Link link, TcpCapture capture) throws Exception {
      Connection connection =
          upload(
              link,
              capture,
              drop(clientData().number(5)),
              injectRst(CLIENT, -100, clientData().number(7)));

      assertThat(reset(connection.atServer()).acceptanceReason())
          .contains(AcceptanceReason.RST_NOT_AT_RCV_NXT);
      assertThat(connection.atServer()).hasCleanFin();
      assertThat(counted().get("Tcp", "EstabResets")).isZero();
    }

    @Test
    @ImpairedLink(rate = "20mbit")
    void should_not_take_an_old_timestamp(Link link, TcpCapture capture) throws Exception {
      link.apply(delay(clientData().number(7), Duration.ofMillis(300)));
      Connection connection = capture.connectionTo(Upload.over(link, MANY));

      assertThat(ignored(connection.atServer(), AcceptanceReason.OLD_TIMESTAMP))
          .isEqualTo(counted().get("TcpExt", "PAWSEstab"))
          .isPositive();
    }

    @Test
    void should_take_no_acknowledgement_with_a_wrong_checksum(Link link, TcpCapture capture)
        throws Exception {
      Connection connection = upload(link, capture, corrupt(pureAck().from(SERVER).number(3)));

      assertThat(ignored(connection, AcceptanceReason.BAD_CHECKSUM))
          .isEqualTo(counted().inCsumErrors())
          .isPositive();
      assertThat(notAccepted(connection)).isEqualTo(ignored(connection)).isPositive();
      assertThat(connection).hasCleanFin();
    }

    @Test
    void should_not_be_closed_by_an_acknowledgement_with_a_wrong_checksum(
        Link link, TcpCapture capture) throws Exception {
      link.apply(corrupt(pureAck().from(CLIENT)));
      Connection connection = capture.connectionTo(Upload.over(link, BYTES));
      Connection server = connection.atServer();

      assertThat(server.serverToClient().isFinAcknowledged()).isFalse();
      assertThatThrownBy(() -> assertThat(server).hasCleanFin())
          .hasMessageContaining("has not acknowledged the FIN of the server");
      assertThat(counted().inCsumErrors())
          .isGreaterThanOrEqualTo(ignored(server, AcceptanceReason.BAD_CHECKSUM));
    }

    @Test
    void should_not_be_opened_by_a_syn_ack_with_a_wrong_checksum(Link link, TcpCapture capture)
        throws Exception {
      Connection connection =
          upload(link, capture, corrupt(synAck().first()), corrupt(syn().first()));

      for (Connection view : connection.views()) {
        assertThat(view.handshake().state()).isEqualTo(Handshake.State.COMPLETED);
        assertThat(view.clientToServer().bytes()).isEqualTo(BYTES);
        assertThat(view).hasCleanFin();
      }
      assertThat(ignored(connection.atClient(), AcceptanceReason.BAD_CHECKSUM)).isEqualTo(1);
      assertThat(ignored(connection.atServer(), AcceptanceReason.BAD_CHECKSUM)).isEqualTo(1);
      assertThat(ignored(connection, AcceptanceReason.BAD_CHECKSUM))
          .isEqualTo(counted().inCsumErrors())
          .isEqualTo(2);
      assertThat(notAccepted(connection)).isEqualTo(ignored(connection)).isGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({"CLIENT", "SERVER"})
    void should_not_be_closed_by_a_fin_with_a_wrong_checksum(
        Role from, Link link, TcpCapture capture) throws Exception {
      Connection connection = upload(link, capture, corrupt(fin().from(from).first()));

      assertThat(connection.atClient()).hasCleanFin();
      assertThat(connection.atServer()).hasCleanFin();
      assertThat(counted().inCsumErrors()).isEqualTo(1);
    }

    @Test
    void should_not_know_whether_a_cut_packet_was_taken(Link link, TcpCapture capture)
        throws Exception {
      Connection connection = upload(link, capture, truncate(clientData().number(7), 100));

      assertThat(connection.atServer().segments())
          .filteredOn(s -> s.acceptanceReason().equals(cut()))
          .singleElement()
          .matches(s -> s.acceptance() == Acceptance.UNDECIDED);
      assertThat(counted().find("IpExt", "InTruncatedPkts").orElseThrow())
          .isEqualTo(connection.client().toString().startsWith("[") ? 0 : 1);
    }

    private static Optional<AcceptanceReason> cut() {
      return Optional.of(AcceptanceReason.CUT_SHORT);
    }

    static long ignored(Connection view, AcceptanceReason reason) {
      return view.segments().stream()
          .filter(s -> s.acceptanceReason().filter(reason::equals).isPresent())
          .count();
    }

    private static long ignored(Connection view) {
      return view.segments().stream().filter(s -> s.acceptance() == Acceptance.IGNORED).count();
    }

    private static long notAccepted(Connection connection) {
      return connection.flows().stream()
          .mapToLong(flow -> flow.count(FlowCount.NOT_ACCEPTED))
          .sum();
    }

    private static Segment reset(Connection view) {
      return view.segments().stream().filter(s -> s.has(TcpFlags.RST)).findFirst().orElseThrow();
    }
  }
}
