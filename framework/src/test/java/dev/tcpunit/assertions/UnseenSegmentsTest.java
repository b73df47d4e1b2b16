package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.trace.ConnectionState.RSTOS0;
import static dev.tcpunit.trace.ConnectionState.S0;
import static dev.tcpunit.trace.ConnectionState.S1;
import static dev.tcpunit.trace.ConnectionState.S2;
import static dev.tcpunit.trace.ConnectionState.S3;
import static dev.tcpunit.trace.ConnectionState.SF;
import static dev.tcpunit.trace.ConnectionState.SH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.VantagePoint;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Segments that opened or closed a connection and are not in the capture, as others prove. */
class UnseenSegmentsTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Predicate<Segment> FIN = segment -> segment.has(TcpFlags.FIN);
  private static final Predicate<Segment> SYN_ACK =
      segment -> segment.from() == Role.SERVER && segment.has(TcpFlags.SYN);

  @Test
  void should_not_tell_who_closed_first_if_the_FIN_of_the_other_is_missing() {
    Connection upload = without(Traffic.UPLOAD, FIN.and(from(Role.CLIENT)));
    Connection served = without(Traffic.CLOSED_BY_SERVER, FIN.and(from(Role.SERVER)));

    assertCannotTell(() -> assertThat(upload).wasClosedFirstBy(Role.SERVER), end(Role.CLIENT));
    assertCannotTell(() -> assertThat(upload).wasClosedFirstBy(Role.CLIENT), end(Role.CLIENT));
    assertCannotTell(() -> assertThat(served).wasClosedFirstBy(Role.CLIENT), end(Role.SERVER));
    assertCannotTell(() -> assertThat(served).wasClosedFirstBy(Role.SERVER), end(Role.SERVER));
  }

  @Test
  void should_not_tell_how_it_was_closed_if_a_FIN_is_missing() {
    Connection upload = without(Traffic.UPLOAD, FIN.and(from(Role.CLIENT)));

    assertCannotTell(() -> assertThat(upload).wasHalfClosedBy(Role.SERVER), end(Role.CLIENT));
    assertCannotTell(() -> assertThat(upload).wasClosedSimultaneously(), end(Role.CLIENT));
    assertCannotTell(() -> assertThat(upload).closesWithin(Duration.ZERO), end(Role.CLIENT));
    assertCannotTell(() -> assertThat(upload).isComplete(), end(Role.CLIENT));
    Recording unclosed = Traffic.UPLOAD.recording().seenFrom(VantagePoint.UNKNOWN).missing(FIN);
    assertCannotTell(() -> assertThat(unclosed.connection()).isEstablished(), end(Role.CLIENT));
  }

  @Test
  void should_not_tell_that_it_was_closed_in_turn_if_data_behind_the_first_FIN_is_missing() {
    Connection halfClosed =
        without(Traffic.HALF_CLOSE, from(Role.SERVER).and(segment -> segment.length() > 0));

    assertCannotTell(
        () -> assertThat(halfClosed).wasHalfClosedBy(Role.CLIENT), "the capture misses");
  }

  @Test
  void should_not_tell_who_closed_first_if_the_capture_began_too_late() {
    for (Traffic traffic : List.of(Traffic.UPLOAD, Traffic.CLOSED_BY_SERVER)) {
      Connection late = behind(traffic, FIN);
      Role seen = late.teardown().first().orElseThrow();
      String reason = "the connection is older than the capture: the " + name(seen.peer());

      assertCannotTell(() -> assertThat(late).wasClosedFirstBy(seen), reason);
      assertCannotTell(() -> assertThat(late).wasClosedFirstBy(seen.peer()), reason);
      assertCannotTell(() -> assertThat(late).wasHalfClosedBy(seen), reason);
      assertCannotTell(() -> assertThat(late).hasCleanFin(), reason);
      assertCannotTell(() -> assertThat(late).closesWithin(Duration.ZERO), reason);
    }
  }

  @Test
  void should_still_tell_who_closed_first_if_the_other_sent_data_since_the_capture_began() {
    Connection served =
        behind(
            Traffic.CLOSED_BY_SERVER,
            segment -> segment.from() == Role.CLIENT && !segment.has(TcpFlags.SYN));

    assertThat(served).wasClosedFirstBy(served.teardown().first().orElseThrow());
  }

  @Test
  void should_not_tell_that_a_handshake_failed_if_only_its_SYN_ACK_is_missing() {
    String reason = "the SYN-ACK was not captured, and the client acknowledges it";
    Connection reset = without(Traffic.RESET_BY_LINGER_0, SYN_ACK);

    assertCannotTell(() -> assertThat(reset).hasCompletedHandshake(), reason);
    assertCannotTell(() -> assertThat(reset).hasCompletedHandshakeWithin(LIMIT), reason);
    assertCannotTell(
        () -> assertThat(without(Traffic.UPLOAD, SYN_ACK)).hasCompletedHandshake(), reason);
    assertCannotTell(
        () -> assertThat(without(Traffic.CLOSED_WITH_DATA_UNREAD, SYN_ACK)).isComplete(), reason);
  }

  @Test
  void should_not_name_a_state_that_a_missing_FIN_changes() {
    Connection upload = without(Traffic.UPLOAD, FIN.and(from(Role.CLIENT)));
    Connection served = without(Traffic.CLOSED_BY_SERVER, FIN.and(from(Role.SERVER)));
    Connection open =
        Traffic.UPLOAD.recording().seenFrom(VantagePoint.UNKNOWN).missing(FIN).connection();

    assertCannotTell(() -> assertThat(upload).hasConnectionState(S3), end(Role.CLIENT));
    assertCannotTell(() -> assertThat(upload).hasConnectionState(SF), end(Role.CLIENT));
    assertCannotTell(() -> assertThat(served).hasConnectionState(S2), end(Role.SERVER));
    assertCannotTell(() -> assertThat(open).hasConnectionState(S1), end(Role.CLIENT));
  }

  @Test
  void should_not_name_a_state_that_a_missing_SYN_ACK_changes() {
    String reason = "the SYN-ACK was not captured, and the client acknowledges it";

    assertCannotTell(
        () -> assertThat(without(Traffic.UPLOAD, SYN_ACK)).hasConnectionState(SH), reason);
    assertCannotTell(
        () -> assertThat(without(Traffic.NEVER_CLOSED, SYN_ACK)).hasConnectionState(S0), reason);
    assertCannotTell(
        () -> assertThat(without(Traffic.RESET_BY_LINGER_0, SYN_ACK)).hasConnectionState(RSTOS0),
        reason);
  }

  /** The peer acknowledges one number more than was captured: the FIN, or one byte. */
  @Test
  void should_not_count_a_FIN_that_is_missing_as_a_byte() {
    Connection upload =
        Traffic.UPLOAD
            .recording()
            .seenFrom(VantagePoint.UNKNOWN)
            .missing(FIN.and(from(Role.CLIENT)))
            .connection();
    Flow client = upload.clientToServer();

    String missed = "the capture misses the FIN of the client, or a byte";
    assertThat(client.count(FlowCount.MISSING_BYTES)).isZero();
    assertThat(client.acknowledgedBytes()).isEqualTo(client.bytes());
    assertCannotTell(() -> assertThat(client).hasByteCount(1000), missed);
    assertCannotTell(() -> assertThat(client).hasByteCount(1001), missed);
    assertCannotTell(() -> assertThat(client).hasByteCountAtMost(1000), missed);
    assertThat(client).hasByteCountAtLeast(1000);
  }

  @Test
  void should_count_what_is_missing_before_a_FIN() {
    Connection upload =
        without(Traffic.UPLOAD, from(Role.CLIENT).and(segment -> segment.length() > 0));
    Flow client = upload.clientToServer();

    assertThat(client).hasByteCount(1000).hasByteCountAtMost(1000).hasByteCountAtLeast(1000);
    assertViolated(
        () -> assertThat(client).hasByteCountAtLeast(1001), "UnseenSegments.hasByteCountAtLeast");
  }

  /** What is not in the capture may have been late, damaged, a copy, or a closed window. */
  @Test
  void should_not_tell_that_no_segment_has_a_fault_if_some_are_missing() {
    Connection upload =
        without(Traffic.UPLOAD, from(Role.CLIENT).and(segment -> segment.length() > 0));
    String reason = "the capture misses 1000 bytes of the client";

    assertCannotTell(() -> assertThat(upload).hasNoZeroWindow(), reason);
    assertCannotTell(() -> assertThat(upload).hasNoReorderedSegments(), reason);
    assertCannotTell(() -> assertThat(upload).hasNoNetworkDuplicates(), reason);
    assertThat(upload).server(FlowAssert::hasNoZeroWindow);
  }

  /** What never arrived on a link was lost, and the capture saw it leave. */
  @Test
  void should_still_tell_that_no_segment_has_a_fault_if_some_were_lost_on_a_link() {
    Connection lost = LinkTraffic.NEVER_REPAIRED.connection();

    assertThat(lost).hasNoZeroWindow().hasNoNetworkDuplicates().hasNoBadChecksums();
    assertThat(lost.atServer()).hasNoZeroWindow().hasNoNetworkDuplicates().hasNoBadChecksums();
  }

  @Test
  void should_not_take_a_RST_for_a_refusal_if_the_capture_is_younger_than_the_connection() {
    assertCannotTell(
        () -> assertThat(Traffic.REFUSED.recording().from(2).connection()).wasRefused(),
        "the connection is older than the capture");
  }

  private static Connection without(Traffic traffic, Predicate<Segment> missed) {
    return traffic.recording().missing(missed).connection();
  }

  private static Connection behind(Traffic traffic, Predicate<Segment> last) {
    return traffic.recording().fromBehind(last).connection();
  }

  private static Predicate<Segment> from(Role side) {
    return segment -> segment.from() == side;
  }

  private static String end(Role side) {
    return "the capture misses the end of what the " + name(side) + " sent";
  }

  private static String name(Role side) {
    return side == Role.CLIENT ? "client" : "server";
  }
}
