package dev.tcpunit.lab;

import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.duplicate;
import static dev.tcpunit.lab.Faults.injectAckOfUnsentData;
import static dev.tcpunit.lab.Faults.injectOldSegment;
import static dev.tcpunit.lab.Faults.injectRst;
import static dev.tcpunit.lab.Faults.injectSyn;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.trace.Role.CLIENT;
import static dev.tcpunit.trace.Role.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.VantagePoint;
import java.io.IOException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Segments that nobody sent: strangers where they arrive, and never a connection of their own. */
class InjectedOnTheWireTest extends KernelCountingTest {
  private static final int BYTES = 14_480;
  private static final int ENDLESS = 5_000_000;

  @Nested
  @CaptureTcp(payload = Payload.FULL)
  @ImpairedLink(delay = "2ms", seed = 7)
  class OverIpv4 extends Injected {}

  @Nested
  @CaptureTcp(payload = Payload.FULL)
  @ImpairedLink(ipv6 = true, delay = "2ms", seed = 7)
  class OverIpv6 extends Injected {}

  /** The same over either protocol. */
  abstract class Injected {
    private Connection upload(Link link, TcpCapture capture, Fault fault) throws Exception {
      link.apply(fault);
      int port = Upload.over(link, BYTES);
      assertThat(capture.trace().connections()).hasSize(1);
      Connection connection = capture.connectionTo(port);
      assertThat(connection.isSeenAtBothEnds()).isTrue();
      assertThat(connection.vantagePoint()).isEqualTo(VantagePoint.BOTH);
      assertThat(connection.atServer().vantagePoint()).isEqualTo(VantagePoint.SERVER);
      for (Connection view : connection.views()) {
        assertThat(view.handshake().state()).isEqualTo(Handshake.State.COMPLETED);
        assertThat(view.teardown().state()).isEqualTo(Teardown.State.CLEAN);
        assertThat(view.clientToServer().bytes()).isEqualTo(BYTES);
      }
      return connection;
    }

    private static Flow from(Connection connection, Role sender) {
      return sender == CLIENT ? connection.clientToServer() : connection.serverToClient();
    }

    @Test
    void should_pair_what_left_one_end_with_what_reached_the_other(Link link, TcpCapture capture)
        throws Exception {
      link.apply(duplicate(clientData().number(3)));
      Connection connection = upload(link, capture, drop(clientData().number(5)));

      assertThat(connection.clientToServer().transit().lost()).hasSize(1);
      assertThat(connection.clientToServer().transit().duplicated()).hasSize(1);
      assertThat(connection.clientToServer().transit().strangers()).isEmpty();
      assertThat(connection.serverToClient().transit().strangers()).isEmpty();
      assertThat(connection.clientToServer().transit().lost().get(0).seq())
          .isEqualTo(link.firedFaults().get(1).sequence());
      assertThat(connection.clientToServer().transit().delaysNanos().min().orElseThrow())
          .isGreaterThanOrEqualTo(2_000_000);
      assertThat(counted().get("Tcp", "RetransSegs")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void should_take_a_syn_for_no_opening_if_its_receiver_is_connected(
        Role from, Link link, TcpCapture capture) throws Exception {
      Connection connection = upload(link, capture, injectSyn(from, clientData().number(7)));

      assertThat(from(connection, from).transit().strangers())
          .singleElement()
          .matches(s -> s.has(TcpFlags.SYN) && !s.has(TcpFlags.ACK));
      assertThat(counted().get("TcpExt", "TCPSYNChallenge")).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void should_reset_whom_a_forged_reset_reaches(Role from, Link link, TcpCapture capture)
        throws Exception {
      link.apply(injectRst(from, clientData().number(7)));

      assertThatThrownBy(() -> Upload.over(link, ENDLESS)).isInstanceOf(IOException.class);
      assertThat(capture.trace().connections())
          .singleElement()
          .satisfies(
              connection ->
                  assertThat(from(connection, from).transit().strangers())
                      .filteredOn(s -> s.has(TcpFlags.RST))
                      .hasSize(1));
      assertThat(counted().get("Tcp", "EstabResets")).isPositive();
    }

    @Test
    void should_have_an_old_segment_reported_by_a_duplicate_sack(Link link, TcpCapture capture)
        throws Exception {
      Connection connection =
          upload(link, capture, injectOldSegment(CLIENT, clientData().number(7)));

      assertThat(connection.clientToServer().transit().strangers())
          .extracting(Segment::seq)
          .containsExactly(1L);
      assertThat(counted().get("TcpExt", "TCPDSACKOldSent")).isEqualTo(1);
    }

    @Test
    void should_have_an_ack_of_unsent_data_discarded(Link link, TcpCapture capture)
        throws Exception {
      Connection connection =
          upload(link, capture, injectAckOfUnsentData(SERVER, clientData().number(7)));

      assertThat(connection.serverToClient().transit().strangers())
          .singleElement()
          .matches(s -> s.ack() > 7 * 1428);
      assertThat(counted().get("Tcp", "RetransSegs")).isZero();
    }
  }
}
