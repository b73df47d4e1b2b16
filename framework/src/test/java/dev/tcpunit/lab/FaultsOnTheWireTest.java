package dev.tcpunit.lab;

import static dev.tcpunit.lab.Faults.blackhole;
import static dev.tcpunit.lab.Faults.corrupt;
import static dev.tcpunit.lab.Faults.corruptByte;
import static dev.tcpunit.lab.Faults.corruptUnnoticed;
import static dev.tcpunit.lab.Faults.delay;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Faults.duplicate;
import static dev.tcpunit.lab.Faults.injectAckOfUnsentData;
import static dev.tcpunit.lab.Faults.injectOldSegment;
import static dev.tcpunit.lab.Faults.injectRst;
import static dev.tcpunit.lab.Faults.injectSyn;
import static dev.tcpunit.lab.Faults.reorder;
import static dev.tcpunit.lab.Faults.stripOption;
import static dev.tcpunit.lab.Faults.truncate;
import static dev.tcpunit.lab.Faults.zeroWindow;
import static dev.tcpunit.lab.Packets.any;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.fin;
import static dev.tcpunit.lab.Packets.pureAck;
import static dev.tcpunit.lab.Packets.syn;
import static dev.tcpunit.lab.Packets.synAck;
import static dev.tcpunit.trace.Role.CLIENT;
import static dev.tcpunit.trace.Role.SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.assertions.Sysctl;
import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.Transit;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fault as both ends of the link see it, and as the kernel counts what it did about it. */
@CaptureTcp(payload = Payload.FULL)
@ImpairedLink(delay = "2ms", seed = 7)
class FaultsOnTheWireTest extends KernelCountingTest {
  private static final int BYTES = 100_000;
  private static final int MSS = 1448;

  /** Where client data 7 begins, as tcpdump counts. */
  private static final long SEVENTH = 6 * MSS + 1;

  private static Connection upload(Link link, TcpCapture capture, Fault... faults)
      throws Exception {
    for (Fault fault : faults) {
      link.apply(fault);
    }
    return capture.connectionTo(Upload.over(link, BYTES));
  }

  private static long duplicateSacks(Connection connection) {
    return connection.segments().stream().filter(s -> s.has(SegmentFinding.DUPLICATE_SACK)).count();
  }

  private static Transit up(Connection connection) {
    return connection.clientToServer().transit();
  }

  @Test
  void should_repair_a_dropped_segment_by_one_fast_retransmission(Link link, TcpCapture capture)
      throws Exception {
    Connection connection = upload(link, capture, drop(clientData().number(7)));

    assertThat(up(connection).lost()).extracting(Segment::seq).containsExactly(SEVENTH);
    assertThat(connection.clientToServer().retransmissions()).isEqualTo(1);
    assertThat(counted().retransSegs()).isEqualTo(1);
    assertThat(counted().fastRetransmits()).isEqualTo(1);
    assertThat(counted().timeouts()).isZero();
  }

  /** Fewer segments follow the lost one than make three duplicate ACKs. */
  @Test
  void should_repair_by_the_time_of_racks_window_without_three_duplicate_acks(
      Link link, TcpCapture capture) throws Exception {
    assertRepairedByRack(link, capture);
  }

  /** A quarter of the round trip (RFC 8985 section 6.2) is 20 ms then. */
  @Test
  @ImpairedLink(delay = "40ms")
  void should_repair_by_the_time_of_racks_window_over_a_long_path(Link link, TcpCapture capture)
      throws Exception {
    assertRepairedByRack(link, capture);
  }

  private void assertRepairedByRack(Link link, TcpCapture capture) throws Exception {
    link.apply(drop(clientData().carrying(BYTES - MSS)));
    // A machine under load may hold the link up until a usual timer runs out.
    Sysctl.with("tcp_rto_min_us", "5000000").during(() -> Upload.over(link, BYTES));
    Flow upload = capture.trace().connections().get(0).clientToServer();

    assertThat(upload.connection().serverToClient().count(FlowCount.DUPLICATE_ACKS)).isLessThan(3);
    assertThat(upload.retransmissions()).isEqualTo(1);
    assertThat(upload.count(FlowCount.FAST_RETRANSMISSIONS)).isEqualTo(1);
    assertThat(counted().fastRetransmits()).isEqualTo(1);
    assertThat(counted().timeouts()).isZero();
    assertThatThrownBy(() -> TcpAssertions.assertThat(upload).hasNoFastRetransmissions())
        .hasMessageContaining("sent again because the receiver reported a gap")
        .hasMessageContaining("RFC 8985");
  }

  @Test
  void should_lose_what_repairs_the_loss_if_asked_for(Link link, TcpCapture capture)
      throws Exception {
    Connection connection = upload(link, capture, drop(clientData().number(7).times(2)));

    assertThat(up(connection).lost()).extracting(Segment::seq).containsExactly(SEVENTH, SEVENTH);
    assertThat(counted().retransSegs()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void should_drop_the_segment_that_carries_a_byte(Link link, TcpCapture capture) throws Exception {
    Connection connection = upload(link, capture, drop(clientData().carrying(50_000)));

    assertThat(up(connection).lost())
        .singleElement()
        .satisfies(s -> assertThat(50_001L).isBetween(s.seq(), s.end() - 1));
  }

  @Test
  void should_drop_the_end_of_an_upload_which_only_a_timer_repairs(Link link, TcpCapture capture)
      throws Exception {
    // The FIN leaves with the last data or right behind it: what came after the hole would show it.
    Connection connection =
        upload(
            link,
            capture,
            drop(clientData().last(BYTES)),
            drop(fin().from(CLIENT).first()).optional());

    assertThat(up(connection).lost())
        .isNotEmpty()
        .allSatisfy(s -> assertThat(s.seq() + s.length()).isEqualTo(BYTES + 1));
    assertThat(counted().timeouts()).isPositive();
  }

  @Test
  void should_drop_a_syn_and_a_syn_ack(Link link, TcpCapture capture) throws Exception {
    Connection connection = upload(link, capture, drop(syn().first()));

    assertThat(up(connection).lost()).singleElement().matches(s -> s.has(TcpFlags.SYN));
    assertThat(counted().synRetransmits()).isEqualTo(1);

    link.apply(drop(synAck().onConnection(2).first()));
    Connection second = capture.connectionTo(Upload.over(link, BYTES));
    assertThat(second.serverToClient().transit().lost())
        .singleElement()
        .matches(s -> s.has(TcpFlags.SYN) && s.has(TcpFlags.ACK));
  }

  @Test
  void should_drop_the_fin_of_one_side(Link link, TcpCapture capture) throws Exception {
    Connection connection = upload(link, capture, drop(fin().from(CLIENT).first()));

    assertThat(up(connection).lost()).singleElement().matches(s -> s.has(TcpFlags.FIN));
    assertThat(connection.serverToClient().transit().lost()).isEmpty();
  }

  @Test
  void should_drop_an_ack_that_the_next_one_makes_up_for(Link link, TcpCapture capture)
      throws Exception {
    Connection connection = upload(link, capture, drop(pureAck().from(SERVER).number(3)));

    assertThat(connection.serverToClient().transit().lost()).hasSize(1);
    assertThat(counted().retransSegs()).isZero();
  }

  @Test
  void should_drop_all_for_a_time(Link link, TcpCapture capture) throws Exception {
    Connection connection = upload(link, capture, blackhole(Duration.ZERO, Duration.ofMillis(100)));

    assertThat(up(connection).lost()).singleElement().matches(s -> s.has(TcpFlags.SYN));
  }

  @Test
  void should_let_a_delayed_segment_be_overtaken(Link link, TcpCapture capture) throws Exception {
    Connection connection =
        upload(link, capture, delay(clientData().number(7), Duration.ofMillis(8)));

    Passage late = passageOf(connection, SEVENTH);
    assertThat(late.delayNanos().orElseThrow()).isGreaterThanOrEqualTo(10_000_000L);
    // by then it was sent again, which was needless
    assertThat(counted().fastRetransmits()).isEqualTo(1);
    assertThat(up(connection).lost()).isEmpty();
  }

  private static Passage passageOf(Connection connection, long seq) {
    return up(connection).passages().stream()
        .filter(passage -> passage.sent().seq() == seq && passage.sent().length() > 0)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void should_deliver_a_segment_twice(Link link, TcpCapture capture) throws Exception {
    Connection connection = upload(link, capture, duplicate(clientData().number(7)));

    assertThat(up(connection).duplicated()).extracting(Segment::seq).containsExactly(SEVENTH);
    // Linux reports the copy unless its next ACK, put off while the server's thread held the
    // socket, left no room for that.
    assertThat(counted().dsackReceived())
        .isLessThanOrEqualTo(1)
        .isEqualTo(duplicateSacks(connection.atClient()));
    assertThat(counted().dsackSent()).isEqualTo(1);
    assertThat(counted().retransSegs()).isZero();
  }

  @Test
  void should_deliver_a_segment_behind_others(Link link, TcpCapture capture) throws Exception {
    Connection connection = upload(link, capture, reorder(clientData().number(7), 2));

    List<Long> arrivals =
        connection.atServer().segments().stream()
            .filter(s -> s.from() == CLIENT && s.length() > 0)
            .map(Segment::seq)
            .toList();
    assertThat(arrivals.indexOf(SEVENTH)).isEqualTo(8);
    assertThat(arrivals.indexOf(SEVENTH + 2 * MSS)).isEqualTo(7);
    assertThat(counted().outOfOrderQueued()).isEqualTo(2);
  }

  @Test
  void should_have_a_damaged_segment_discarded(Link link, TcpCapture capture) throws Exception {
    Connection connection =
        upload(
            link,
            capture,
            corrupt(clientData().number(7)),
            corruptByte(clientData().number(20), 5));

    assertThat(counted().inCsumErrors()).isEqualTo(2);
    assertThat(connection.atServer().clientToServer().count(FlowCount.BAD_CHECKSUMS)).isEqualTo(2);
    assertThat(connection.clientToServer().count(FlowCount.BAD_CHECKSUMS)).isEqualTo(2);
    assertThat(connection.atClient().clientToServer().count(FlowCount.BAD_CHECKSUMS)).isZero();
    assertThat(counted().retransSegs()).isEqualTo(2);
  }

  @Test
  void should_hide_damage_from_the_kernel_if_asked_for(Link link) {
    link.apply(corruptUnnoticed(clientData().number(7), 101));

    assertThatThrownBy(() -> Upload.over(link, BYTES)).hasMessageContaining("other bytes arrived");
    assertThat(counted().inCsumErrors()).isZero();
    assertThat(counted().retransSegs()).isZero();
  }

  @Test
  void should_have_a_truncated_segment_discarded(Link link, TcpCapture capture) throws Exception {
    upload(link, capture, truncate(clientData().number(7), 100));

    assertThat(counted().get("IpExt", "InTruncatedPkts")).isEqualTo(1);
    assertThat(counted().retransSegs()).isEqualTo(1);
  }

  @Test
  void should_close_a_window_until_a_probe_finds_it_open(Link link, TcpCapture capture)
      throws Exception {
    Connection connection =
        upload(link, capture, zeroWindow(any().from(SERVER).from(4), Duration.ofMillis(150)));

    assertThat(counted().zeroWindowProbes()).isPositive();
    assertThat(connection.serverToClient().count(FlowCount.ZERO_WINDOWS)).isPositive();
  }

  @Test
  void should_reset_a_connection_by_a_segment_that_nobody_sent(Link link) {
    link.apply(injectRst(SERVER, clientData().number(7)));

    assertThatThrownBy(() -> Upload.over(link, 5_000_000)).isInstanceOf(IOException.class);
    assertThat(counted().get("Tcp", "EstabResets")).isPositive();
  }

  @Test
  void should_have_a_forged_syn_challenged(Link link, TcpCapture capture) throws Exception {
    upload(link, capture, injectSyn(SERVER, clientData().number(7)));

    assertThat(counted().get("TcpExt", "TCPSYNChallenge")).isEqualTo(1);
  }

  @Test
  void should_have_an_old_segment_answered_by_a_duplicate_ack(Link link, TcpCapture capture)
      throws Exception {
    Connection connection =
        upload(link, capture, injectOldSegment(CLIENT, clientData().number(20)));

    assertThat(up(connection).strangers()).extracting(Segment::seq).containsExactly(1L);
    assertThat(counted().dsackReceived()).isEqualTo(1);
  }

  @Test
  void should_have_an_ack_of_unsent_data_discarded(Link link, TcpCapture capture) throws Exception {
    Connection connection =
        upload(link, capture, injectAckOfUnsentData(SERVER, clientData().number(7)));

    assertThat(connection.serverToClient().transit().strangers())
        .singleElement()
        .matches(s -> s.ack() > SEVENTH + MSS);
    assertThat(counted().retransSegs()).isZero();
  }

  @Test
  void should_strip_an_option_on_the_way(Link link, TcpCapture capture) throws Exception {
    Connection connection = upload(link, capture, stripOption(syn(), TcpOption.SACK_PERMITTED));

    assertThat(connection.clientToServer().synOptions().orElseThrow().sackPermitted()).isTrue();
    assertThat(connection.atServer().clientToServer().synOptions().orElseThrow().sackPermitted())
        .isFalse();
    assertThat(connection.atServer().clientToServer().count(FlowCount.BAD_CHECKSUMS)).isZero();
  }

  @Test
  @ImpairedLink(ipv6 = true, delay = "2ms")
  void should_do_the_same_over_ipv6(Link link, TcpCapture capture) throws Exception {
    int segment = MSS - 20; // the header is that much longer
    Connection connection =
        upload(
            link,
            capture,
            drop(clientData().number(7)),
            corrupt(clientData().number(30)),
            injectSyn(SERVER, clientData().number(40)),
            stripOption(syn(), TcpOption.WINDOW_SCALE));

    assertThat(up(connection).lost()).extracting(Segment::seq).containsExactly(6L * segment + 1);
    assertThat(counted().inCsumErrors()).isEqualTo(1);
    assertThat(counted().get("TcpExt", "TCPSYNChallenge")).isEqualTo(1);
  }
}
