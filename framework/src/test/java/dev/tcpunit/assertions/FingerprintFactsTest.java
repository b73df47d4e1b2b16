package dev.tcpunit.assertions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.baseline.Environment;
import dev.tcpunit.baseline.FactDifference;
import dev.tcpunit.baseline.Fingerprint;
import dev.tcpunit.baseline.RateComparison;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Faults;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.Packets;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each fact makes a difference between traffic of the kernel that differs in it, and no other. */
class FingerprintFactsTest {

  private static Fingerprint print(Trace trace) {
    return Fingerprint.of(trace, Environment.UNKNOWN);
  }

  private static Fingerprint print(Connection connection) {
    return Fingerprint.of(connection, Environment.UNKNOWN);
  }

  /** In the form of {@code fact: recorded -> seen}, with {@code better} behind it. */
  private static List<String> differences(Traffic recorded, Traffic seen) {
    return differences(print(recorded.trace()), print(seen.trace()));
  }

  private static List<String> differences(Fingerprint recorded, Fingerprint seen) {
    return seen.differencesFrom(recorded).stream()
        .map(
            d -> d.fact() + ": " + d.recorded() + " -> " + d.seen() + (d.better() ? " better" : ""))
        .toList();
  }

  @Test
  void should_find_no_difference_in_the_same_traffic() {
    for (Traffic traffic :
        List.of(
            Traffic.UPLOAD_WITH_RESPONSE,
            Traffic.THREE_CONNECTIONS,
            Traffic.HALF_CLOSE,
            Traffic.RESET_BY_LINGER_0,
            Traffic.EXPECT_CONTINUE)) {
      Fingerprint print = print(traffic.trace());

      assertThat(print.differencesFrom(print)).isEmpty();
      assertThat(Fingerprint.parse(print.toString())).isEqualTo(print);
      assertThat(print.differencesFrom(Fingerprint.parse(print.toString()))).isEmpty();
    }
  }

  @Test
  void should_count_connections_that_are_no_longer_used_again() {
    assertThat(differences(Traffic.KEPT_ALIVE, Traffic.THREE_CONNECTIONS))
        .containsExactly("connections: 1 -> 3");
    assertThat(differences(Traffic.THREE_CONNECTIONS, Traffic.KEPT_ALIVE))
        .containsExactly("connections: 3 -> 1 better");
  }

  @Test
  void should_not_call_fewer_connections_better_that_say_less() {
    assertThat(differences(Traffic.THREE_CONNECTIONS, Traffic.UPLOAD_WITH_RESPONSE))
        .containsExactly("connections: 3 -> 1");
  }

  @Test
  void should_count_attempts_in_vain_and_tell_a_refused_connection() {
    assertThat(differences(Traffic.UPLOAD_WITH_RESPONSE, Traffic.REFUSED))
        .containsExactly("refused: 0 -> 1", "opening: completed -> refused");
    assertThat(differences(Traffic.REFUSED, Traffic.UPLOAD_WITH_RESPONSE))
        .containsExactly("refused: 1 -> 0 better", "opening: refused -> completed");
  }

  @Test
  void should_tell_the_kind_of_address() {
    assertThat(differences(Traffic.UPLOAD, Traffic.UPLOAD_OVER_IPV6))
        .containsExactly("address: IPv4 -> IPv6");
    assertThat(differences(Traffic.UPLOAD_OVER_IPV6, Traffic.UPLOAD))
        .containsExactly("address: IPv6 -> IPv4");
  }

  @Test
  void should_tell_what_is_offered_in_the_syns() {
    String all = "SACK, timestamps, window scale";

    assertThat(differences(Traffic.UPLOAD, Traffic.PLAIN))
        .containsExactly(
            "client offers: " + all + " -> none", "server offers: " + all + " -> none");
    assertThat(differences(Traffic.PLAIN, Traffic.UPLOAD))
        .containsExactly("client offers: none -> " + all, "server offers: none -> " + all);
    assertThat(differences(Traffic.UPLOAD, Traffic.FAST_OPEN))
        .contains("client offers: " + all + " -> fast open, " + all);
  }

  @Test
  void should_count_exchanges_and_not_tell_each_turn_then() {
    assertThat(differences(Traffic.UPLOAD_WITH_RESPONSE, Traffic.KEPT_ALIVE))
        .containsExactly("exchanges: 1 -> 3");
    assertThat(differences(Traffic.KEPT_ALIVE, Traffic.UPLOAD_WITH_RESPONSE))
        .containsExactly("exchanges: 3 -> 1");
  }

  @Test
  void should_tell_whether_the_client_waits_for_continue() {
    assertThat(differences(Traffic.EXPECT_CONTINUE, Traffic.EAGER_UPLOAD))
        .containsExactly("waits for Continue: 1 -> 0");
    assertThat(differences(Traffic.EAGER_UPLOAD, Traffic.EXPECT_CONTINUE))
        .containsExactly("waits for Continue: 0 -> 1");
  }

  @Test
  void should_tell_what_a_turn_has_more() {
    assertThat(differences(Traffic.UPLOAD_WITH_RESPONSE, Traffic.ECHO))
        .contains("exchanges: 1 -> 3");
    assertThat(differences(Traffic.UPLOAD, Traffic.RESET_BY_LINGER_0))
        .containsExactly(
            "turn 1 client: 1000 -> 100", "close: clean -> reset", "reset by: none -> client");
    assertThat(differences(Traffic.RESET_BY_LINGER_0, Traffic.UPLOAD))
        .containsExactly(
            "turn 1 client: 100 -> 1000", "close: reset -> clean", "reset by: client -> none");
  }

  @Test
  void should_tell_that_the_first_write_has_the_head_alone() {
    assertThat(differences(Traffic.UPLOAD, Traffic.SMALL_WRITES))
        .containsExactly("first segment: 1000 -> 10");
    assertThat(differences(Traffic.SMALL_WRITES, Traffic.UPLOAD))
        .containsExactly("first segment: 10 -> 1000");
  }

  @Test
  void should_tell_of_a_FIN_sent_again_only_where_something_was_lost() {
    assertThat(print(LinkTraffic.LOST_ACK_OF_FIN.connection()).toString())
        .contains("  server recoveries is fin\n");
    Connection late = LinkTraffic.LATE_ACK_OF_FIN.connection();
    assertThat(finsOfServer(late)).hasSize(2);
    assertThat(print(late).toString()).contains("  server recoveries is none\n");
  }

  @Test
  void should_take_what_is_under_way_when_the_capture_ends_for_no_loss() {
    Recording whole = LinkTraffic.LATE_ACK_OF_FIN.recording();
    Segment again = finsOfServer(whole.connection().atServer()).get(1);

    Connection cut = whole.endingWith((int) again.frame() + 1).connection();

    assertThat(finsOfServer(cut)).hasSize(2);
    assertThat(cut.clientToServer().transit().lost()).isNotEmpty();
    assertThat(print(cut).toString()).contains("  server recoveries is none\n");
  }

  @Test
  @CaptureTcp
  @ImpairedLink(delay = "2ms")
  void should_take_acknowledgements_that_come_late_for_no_loss(TcpCapture capture, Link link)
      throws Exception {
    link.apply(Faults.delay(Packets.any().from(Role.SERVER).from(2), Duration.ofMillis(700)));
    try (ServerSocket listener = new ServerSocket(0, 1, link.serverAddress());
        Socket client = new Socket()) {
      client.connect(link.towards(listener.getLocalPort()));
      try (Socket server = listener.accept()) {
        client.getOutputStream().write(new byte[20_000]);
        client.shutdownOutput();
        server.getInputStream().readAllBytes();
      }
      client.getInputStream().readAllBytes();
      Connection connection = capture.connectionTo(listener.getLocalPort());

      assertThat(connection.clientToServer().retransmissions()).isPositive();
      assertThat(connection.clientToServer().transit().lost()).isEmpty();
      assertThat(print(connection).toString()).contains("  client recoveries is none\n");
    }
  }

  @Test
  @CaptureTcp
  @ImpairedLink(delay = "2ms")
  void should_tell_what_was_lost_from_what_came_late(TcpCapture capture, Link link)
      throws Exception {
    link.apply(Faults.drop(Packets.clientData().number(5)));
    link.apply(Faults.delay(Packets.pureAck().from(Role.CLIENT).number(2), Duration.ofMillis(700)));
    try (ServerSocket listener = new ServerSocket(0, 1, link.serverAddress());
        Socket client = new Socket()) {
      client.connect(link.towards(listener.getLocalPort()));
      try (Socket server = listener.accept()) {
        client.getOutputStream().write(new byte[14_480]);
        client.shutdownOutput();
        server.getInputStream().readAllBytes();
      }
      client.getInputStream().readAllBytes();
      awaitOneMore(capture.trace());
      Connection connection = capture.connectionTo(listener.getLocalPort());

      assertThat(finsOfServer(connection.atServer())).hasSizeGreaterThan(1);
      assertThat(print(connection).toString())
          .contains("  client recoveries is fast\n", "  server recoveries is none\n")
          .contains("  sent in vain is none\n", "  close = clean\n", "  reset by = none\n");
    }
  }

  /** What is still under way, and what is lost, look the same until it arrives. */
  private static void awaitOneMore(Trace soFar) {
    soFar
        .continuation()
        .await("what comes late", trace -> trace.packets() > soFar.packets())
        .orElseThrow();
  }

  private static List<Segment> finsOfServer(Connection connection) {
    return connection.segments().stream()
        .filter(segment -> segment.from() == Role.SERVER && segment.has(TcpFlags.FIN))
        .toList();
  }

  @Test
  void should_tell_how_it_ends() {
    assertThat(differences(Traffic.UPLOAD_WITH_RESPONSE, Traffic.NEVER_CLOSED))
        .containsExactly("close: clean -> open");
    assertThat(differences(Traffic.NEVER_CLOSED, Traffic.UPLOAD_WITH_RESPONSE))
        .containsExactly("close: open -> clean");
    assertThat(differences(Traffic.UPLOAD_WITH_RESPONSE, Traffic.NEVER_CLOSED_BY_SERVER))
        .containsExactly("close: clean -> half closed by client");
  }

  @Test
  void should_not_tell_by_one_run_who_closes_first() {
    assertThat(differences(Traffic.UPLOAD_WITH_RESPONSE, Traffic.CLOSED_BY_SERVER)).isEmpty();
    assertThat(
            print(Traffic.UPLOAD_WITH_RESPONSE.trace())
                .with(print(Traffic.CLOSED_BY_SERVER.trace()))
                .toString())
        .contains("runs : 2\n", "first to close % client 1 | server 1\n");
  }

  @Test
  void should_not_tell_by_one_run_whether_small_writes_waited_for_acks() {
    Fingerprint stalled = print(Traffic.NAGLE.trace());

    assertThat(stalled.toString()).contains("Nagle stalls % some 1\n");
    assertThat(print(Traffic.UPLOAD.trace()).toString()).contains("Nagle stalls % none 1\n");
  }

  @Test
  void should_tell_by_ten_runs_what_one_run_does_not() {
    Connection upload = Traffic.UPLOAD.connection();

    assertThat(changed(upload, Traffic.CLOSED_BY_SERVER.connection()))
        .contains("first to close: client 10 -> server 10");
    assertThat(changed(upload, Traffic.NAGLE.connection()))
        .contains("Nagle stalls: none 10 -> some 10");
    assertThat(changed(PathTraffic.PAUSED.connection(), Traffic.ZERO_WINDOW_PROBED.connection()))
        .contains("client limited by: application 10 -> receive window 10");
    assertThat(changed(LinkTraffic.UPLOAD.connection(), LinkTraffic.SMALL_WRITES.connection()))
        .contains("segment lengths: 1448 1448 1448 1448 1448 1448 10 -> 10 10 10 10 10 10 10");
    assertThat(changed(upload, upload)).isEmpty();
  }

  /** The rates that differ if each of them was seen in ten runs. */
  private static List<String> changed(Connection recorded, Connection seen) {
    return RateComparison.of(tenTimes(recorded), tenTimes(seen)).rates().stream()
        .filter(RateComparison.Rate::differs)
        .map(rate -> rate.fact() + ": " + rate.recorded() + " -> " + rate.seen())
        .toList();
  }

  private static Fingerprint tenTimes(Connection connection) {
    Fingerprint all = print(connection);
    for (int i = 1; i < 10; i++) {
      all = all.with(print(connection));
    }
    return all;
  }

  @Test
  void should_tell_by_what_losses_are_repaired() {
    Fingerprint whole = print(LinkTraffic.UPLOAD.connection());
    Fingerprint lost = print(LinkTraffic.ONE_LOST.connection());

    assertThat(differences(whole, lost)).contains("client recoveries: none -> fast");
    assertThat(differences(lost, whole)).contains("client recoveries: fast -> none better");
    assertThat(whole.differencesFrom(lost)).allMatch(FactDifference::better);
  }

  @Test
  void should_gather_number_and_lengths_of_segments_over_a_link() {
    Fingerprint print = print(LinkTraffic.UPLOAD.connection());

    assertThat(print.toString())
        .contains("data segments % 10 1\n", "segment lengths % 1448 1448 1448 1448 1448 1448 1\n");
    assertThat(print(LinkTraffic.SMALL_WRITES.connection()).with(print).toString())
        .contains("segment lengths % 10 10 10 10 10 10 1 | 1448 1448 1448 1448 1448 1448 1\n");
    assertThat(print(Traffic.UPLOAD.trace()).toString()).doesNotContain("data segments");
  }

  /** Whether a write ends a segment depends on when the next comes: on how busy the machine is. */
  @Test
  void should_not_tell_by_one_run_how_many_segments_there_are() {
    Fingerprint print = print(LinkTraffic.UPLOAD.connection());
    String other = print.toString().replace("data segments % 10 1", "data segments % 14 1");

    assertThat(differences(Fingerprint.parse(other), print)).isEmpty();
  }

  @Test
  @CaptureTcp
  void should_tell_a_body_that_is_sent_in_vain_by_its_class_alone(TcpCapture capture)
      throws Exception {
    Fingerprint waiting = print(Traffic.EXPECT_CONTINUE.trace());
    Fingerprint refused = print(refusedUpload(capture));

    assertThat(refused.toString())
        .contains("sent in vain is up to 16 MiB\n", "close % reset 1\n", "connections % 1 1\n")
        .doesNotContain("turns = ");
    assertThat(differences(waiting, refused))
        .contains("waits for Continue: 1 -> 0", "sent in vain: none -> up to 16 MiB")
        .contains("close: clean -> reset", "reset by: none -> server");
    assertThat(differences(refused, waiting))
        .containsExactly("waits for Continue: 0 -> 1", "sent in vain: up to 16 MiB -> none better");
  }

  /** The server answers, and closes with the rest unread. */
  private static Trace refusedUpload(TcpCapture capture) throws Exception {
    try (LoopbackExchange exchange = new LoopbackExchange();
        Pair pair = exchange.open()) {
      pair.client.getOutputStream().write(new byte[100]);
      pair.server.getInputStream().readNBytes(100);
      pair.server.getOutputStream().write(new byte[50]);
      pair.client.getInputStream().readNBytes(50);
      pair.client.getOutputStream().write(new byte[3000]);
      pair.server.getInputStream().read();
      pair.server.close();
      return capture.trace();
    }
  }

  @Test
  @CaptureTcp
  void should_tell_the_same_if_all_was_sent_before_the_server_refused_it(TcpCapture capture)
      throws Exception {
    Fingerprint behind = print(refusedUpload(capture).connections().get(0));
    Fingerprint before = print(refusedWhenAllIsSent(capture));

    assertThat(before.toString())
        .contains("sent in vain is up to 16 MiB\n", "close % reset 1\n")
        .doesNotContain("turns = ");
    assertThat(differences(behind, before)).isEmpty();
    assertThat(differences(before, behind)).isEmpty();
  }

  /** The server answers when all has come, of which it has read the beginning, and closes. */
  private static Connection refusedWhenAllIsSent(TcpCapture capture) throws Exception {
    try (LoopbackExchange exchange = new LoopbackExchange();
        Pair pair = exchange.open()) {
      pair.client.getOutputStream().write(new byte[100]);
      pair.client.getOutputStream().write(new byte[3000]);
      pair.server.getInputStream().readNBytes(100);
      awaitAcknowledged(3_100, exchange.port(), capture.trace());
      pair.server.getOutputStream().write(new byte[50]);
      pair.server.close();
      return capture.connectionTo(exchange.port());
    }
  }

  private static void awaitAcknowledged(long bytes, int serverPort, Trace soFar) {
    soFar
        .continuation()
        .await(
            "the ACK of all bytes",
            trace ->
                trace.connections().stream()
                    .filter(connection -> connection.server().port() == serverPort)
                    .map(Connection::clientToServer)
                    .anyMatch(flow -> flow.bytes() == bytes && flow.unacknowledgedBytes() == 0))
        .orElseThrow();
  }

  @Test
  void should_tell_what_the_program_made_of_it() {
    Fingerprint print = print(Traffic.UPLOAD_WITH_RESPONSE.trace());

    assertThat(differences(print.withOutcome("413"), print.withOutcome("Broken pipe")))
        .containsExactly("outcome: 413 -> Broken pipe");
    assertThat(differences(print.withOutcome("413"), print.withOutcome("413"))).isEmpty();
    assertThat(differences(print.withOutcome("413"), print))
        .containsExactly("outcome: 413 -> not seen");
  }
}
