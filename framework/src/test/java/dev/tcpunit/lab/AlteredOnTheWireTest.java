package dev.tcpunit.lab;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.corruptUnnoticed;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.limitQueue;
import static dev.tcpunit.lab.Faults.markCe;
import static dev.tcpunit.lab.Faults.rewriteWindow;
import static dev.tcpunit.lab.Faults.stripOption;
import static dev.tcpunit.lab.Faults.truncate;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.rst;
import static dev.tcpunit.lab.Packets.serverData;
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.lab.Packets.synAck;
import static dev.tcpunit.trace.Role.CLIENT;
import static dev.tcpunit.trace.Role.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.assertions.Sysctl;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.EcnCodepoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Segment;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What boxes on the way alter, mark, cut or have no room for, at both ends and in the kernel. */
@CaptureTcp(payload = Payload.FULL)
@ImpairedLink(delay = "2ms", seed = 7)
class AlteredOnTheWireTest extends KernelCountingTest {
  private static final int MSS = 1448;

  /** Ten full segments: all go out before the first is acknowledged (RFC 6928). */
  private static final int BYTES = 10 * MSS;

  /** Where client data 7 begins, as tcpdump counts. */
  private static final long SEVENTH = 6 * MSS + 1;

  private static Connection upload(Link link, TcpCapture capture, Fault... faults)
      throws Exception {
    List.of(faults).forEach(link::apply);
    return capture.connectionTo(Upload.over(link, BYTES));
  }

  private static Passage seventh(Connection connection) {
    return connection.clientToServer().transit().passages().stream()
        .filter(passage -> passage.sent().seq() == SEVENTH && passage.sent().length() > 0)
        .findFirst()
        .orElseThrow();
  }

  private static Segment arrivalOf(Passage passage) {
    assertThat(passage.arrivals()).hasSize(1);
    return passage.arrivals().get(0);
  }

  @Test
  void should_mark_congestion_which_the_server_echoes(Link link, TcpCapture capture)
      throws Exception {
    Connection[] made = new Connection[1];
    Sysctl.with("tcp_ecn", "1")
        .during(() -> made[0] = upload(link, capture, markCe(clientData().number(7))));
    Passage marked = seventh(made[0]);

    assertThat(marked.sent().ecn()).contains(EcnCodepoint.ECT_0);
    assertThat(arrivalOf(marked).ecn()).contains(EcnCodepoint.CE);
    assertThat(counted().get("IpExt", "InCEPkts")).isEqualTo(1);
    assertThat(made[0].segments()).anyMatch(s -> s.from() == SERVER && isEcho(s));
    assertThat(made[0].segments())
        .filteredOn(s -> s.from() == SERVER && isEcho(s))
        .allMatch(s -> s.ack() >= SEVENTH + MSS);
    assertThat(counted().retransSegs()).isZero();
  }

  private static boolean isEcho(Segment segment) {
    return segment.has(TcpFlags.ECE) && !segment.has(TcpFlags.SYN);
  }

  @Test
  void should_not_mark_a_packet_whose_sender_takes_no_part(Link link) throws Exception {
    link.apply(markCe(clientData().number(7)).optional());
    Sysctl.with("tcp_ecn", "0").during(() -> Upload.over(link, BYTES));

    assertThat(link.firedFaults()).isEmpty();
    assertThat(counted().get("IpExt", "InCEPkts")).isZero();
  }

  @Test
  @ImpairedLink(rate = "1mbit")
  void should_lose_what_a_queue_has_no_room_for(Link link, TcpCapture capture) throws Exception {
    Connection connection = upload(link, capture, limitQueue(clientData(), 10_000));

    assertThat(connection.clientToServer().transit().lost())
        .isNotEmpty()
        .extracting(Segment::seq)
        .containsExactlyElementsOf(link.firedFaults().stream().map(FiredFault::sequence).toList());
    assertThat(link.statistics().droppedByFaults()).isEqualTo(link.firedFaults().size());
    assertThat(counted().retransSegs()).isEqualTo(connection.clientToServer().retransmissions());
    assertThat(counted().retransSegs()).isGreaterThanOrEqualTo(link.firedFaults().size());
  }

  @Test
  void should_rewrite_a_window_on_the_way(Link link, TcpCapture capture) throws Exception {
    Flow acks =
        upload(link, capture, rewriteWindow(pureAck().from(SERVER).first(), 100)).serverToClient();

    Passage rewritten =
        acks.transit().passages().stream()
            .filter(passage -> passage.sent().ack() > 1)
            .findFirst()
            .orElseThrow();
    assertThat(rewritten.sent().window()).isNotEqualTo(100);
    assertThat(arrivalOf(rewritten).window()).isEqualTo(100);
    assertThat(arrivalOf(rewritten).checksum()).isEqualTo(ChecksumStatus.VALID);
    assertThat(counted().inCsumErrors()).isZero();
  }

  /** A snap length leaves the same: packets alone do not tell that it was cut on its way. */
  @Test
  void should_not_know_a_packet_cut_short_for_damaged(Link link, TcpCapture capture)
      throws Exception {
    Connection connection = upload(link, capture, truncate(clientData().number(7), 100));

    assertThat(arrivalOf(seventh(connection)).checksum()).isEqualTo(ChecksumStatus.UNKNOWN);
    assertThat(capture.trace().ignored()).isEqualTo(IgnoredFrames.NONE);
    assertThatThrownBy(() -> assertThat(connection).client(c -> c.retransmitsOnlyLostSegments()))
        .hasMessageContaining("but it cannot be told");
    assertThat(counted().get("IpExt", "InTruncatedPkts")).isEqualTo(1);
    assertThat(counted().retransSegs()).isEqualTo(1);
  }

  @Test
  void should_deliver_other_bytes_with_a_checksum_that_fits(Link link, TcpCapture capture)
      throws Exception {
    link.apply(corruptUnnoticed(clientData().number(7), 100));
    assertThatThrownBy(() -> Upload.over(link, BYTES)).hasMessageContaining("other bytes arrived");
    Connection connection = capture.trace().connections().get(0);

    assertThat(seventh(connection).isDamaged()).isFalse();
    assertThat(arrivalOf(seventh(connection)).checksum()).isEqualTo(ChecksumStatus.VALID);
    assertThat(connection.atServer().clientToServer().payloadSha256())
        .isPresent()
        .isNotEqualTo(connection.clientToServer().payloadSha256());
    assertThat(counted().inCsumErrors()).isZero();
    assertThat(counted().retransSegs()).isZero();
  }

  @Test
  void should_have_a_loss_repaired_without_sack_if_it_is_stripped(Link link, TcpCapture capture)
      throws Exception {
    Connection connection =
        upload(
            link,
            capture,
            stripOption(syn(), TcpOption.SACK_PERMITTED),
            drop(clientData().number(4)));

    assertThat(connection.segments()).allMatch(s -> s.sackBlocks().isEmpty());
    assertThat(counted().get("TcpExt", "TCPSackRecovery")).isZero();
    assertThat(counted().retransSegs()).isEqualTo(1);
  }

  @Test
  void should_have_no_timestamps_if_they_are_stripped(Link link, TcpCapture capture)
      throws Exception {
    Connection connection = upload(link, capture, stripOption(syn(), TcpOption.TIMESTAMPS));

    assertThat(connection.clientToServer().synOptions().orElseThrow().timestamps()).isTrue();
    assertThat(connection.serverToClient().synOptions().orElseThrow().timestamps()).isFalse();
    assertThat(connection.segments())
        .filteredOn(s -> !s.has(TcpFlags.SYN))
        .noneMatch(Segment::hasTimestamps);
  }

  @Test
  void should_have_no_scaled_window_if_its_option_is_stripped(Link link, TcpCapture capture)
      throws Exception {
    Connection connection = upload(link, capture, stripOption(syn(), TcpOption.WINDOW_SCALE));

    assertThat(connection.clientToServer().synOptions().orElseThrow().windowScale()).isPresent();
    assertThat(connection.serverToClient().synOptions().orElseThrow().windowScale()).isEmpty();
  }

  @Test
  void should_have_short_segments_sent_if_the_largest_size_is_stripped(
      Link link, TcpCapture capture) throws Exception {
    Connection connection =
        upload(link, capture, stripOption(synAck(), TcpOption.MAXIMUM_SEGMENT_SIZE));

    // RFC 9293 section 3.7.1: 536 where none was received, less the 12 bytes of timestamps
    assertThat(connection.segments())
        .filteredOn(s -> s.from() == CLIENT && s.length() > 0)
        .isNotEmpty()
        .allMatch(s -> s.length() <= 524);
  }

  @Test
  void should_lose_the_answer_which_the_server_sends_again(Link link, TcpCapture capture)
      throws Exception {
    Connection connection = upload(link, capture, drop(serverData().first()));

    assertThat(connection.serverToClient().transit().lost())
        .singleElement()
        .matches(s -> s.length() == 1);
    assertThat(counted().retransSegs()).isPositive();
  }

  @Test
  void should_lose_a_reset_of_which_the_other_end_hears_nothing(Link link, TcpCapture capture)
      throws Exception {
    link.apply(drop(rst().from(CLIENT)));
    try (ServerSocket listener = new ServerSocket(0, 1, link.serverAddress())) {
      Socket client = new Socket();
      client.connect(link.towards(listener.getLocalPort()));
      client.setSoLinger(true, 0);
      client.close();
      Connection connection =
          capture
              .connectionTo(listener.getLocalPort())
              .await("a reset", c -> c.clientToServer().hasSentReset());

      assertThat(connection.clientToServer().transit().lost())
          .singleElement()
          .matches(s -> s.has(TcpFlags.RST));
      assertThat(connection.atServer().clientToServer().hasSentReset()).isFalse();
      assertThat(counted().get("Tcp", "OutRsts")).isEqualTo(1);
      assertThat(counted().get("Tcp", "EstabResets")).isEqualTo(1);
    }
  }
}
