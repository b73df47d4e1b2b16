package dev.tcpunit.assertions;

import dev.tcpunit.dynamics.Limit;
import dev.tcpunit.internal.rule.acknowledgement.AckRatio;
import dev.tcpunit.internal.rule.acknowledgement.AcknowledgementRules;
import dev.tcpunit.internal.rule.acknowledgement.AcknowledgesWithin;
import dev.tcpunit.internal.rule.congestion.BytesInFlightBelow;
import dev.tcpunit.internal.rule.congestion.CongestionRules;
import dev.tcpunit.internal.rule.congestion.InitialWindowAtMost;
import dev.tcpunit.internal.rule.congestion.LimitedBy;
import dev.tcpunit.internal.rule.ecn.EcnRules;
import dev.tcpunit.internal.rule.size.AverageSegment;
import dev.tcpunit.internal.rule.size.SizeRules;
import dev.tcpunit.internal.rule.size.Throughput;
import dev.tcpunit.internal.rule.size.Tinygrams;
import dev.tcpunit.internal.rule.tls.AverageTlsRecord;
import dev.tcpunit.internal.rule.window.ReceiveWindowAtLeast;
import dev.tcpunit.internal.rule.window.WindowRules;
import dev.tcpunit.internal.rule.window.ZeroWindowStall;
import dev.tcpunit.trace.Flow;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one direction of a connection: what one side sent.
 *
 * <p>Three outcomes and messages as in {@link ConnectionAssert}. Open for AssertJ's soft
 * assertions; not made for extension.
 */
public class FlowAssert extends FlowDeliveryAssert<FlowAssert, Flow> {
  /**
   * Starts assertions; {@link TcpAssertions#assertThat(Flow)} does the same.
   *
   * @param actual the flow
   */
  public FlowAssert(@Nullable Flow actual) {
    super(actual);
  }

  /**
   * This side never closed its receive window (RFC 9293 section 3.8.6), so that the peer never had
   * to stop for it. Over a loopback, whose segments are as large as its windows, closed windows of
   * less than 30 ms and a round trip, all together, do not count.
   *
   * @return this
   * @throws AssertionError if it announced a window of zero, or if the capture cannot tell
   */
  public FlowAssert hasNoZeroWindow() {
    return obeys(WindowRules.FLOW_NO_ZERO_WINDOW);
  }

  /**
   * This side, as the receiver, never kept its window closed for longer than that (RFC 9293 section
   * 3.8.6) while its peer might send: from the segment that announced a window of zero to the one
   * that announced another. What its peer has finished by FIN is over.
   *
   * <p>Cannot be told where the window was still closed when the capture ended, and not yet for so
   * long.
   *
   * @param limit the longest time allowed
   * @return this
   * @throws AssertionError if it was closed for longer, or if the capture cannot tell
   */
  public FlowAssert hasNoZeroWindowStallLongerThan(Duration limit) {
    return obeys(new ZeroWindowStall(limit));
  }

  /**
   * This side, with more to send, never waited for the window of its peer (RFC 9293 section 3.8.6):
   * it never had less of it left than a full segment (or half the largest window, if that is less)
   * and went on at once when it opened. A segment that happens to fill the window is no wait.
   *
   * <p>Cannot be told where a SYN was not captured: the window scale is in it.
   *
   * @return this
   * @throws AssertionError if it waited for the window, or if the capture cannot tell
   */
  public FlowAssert isNotWindowLimited() {
    return obeys(WindowRules.FLOW_NOT_WINDOW_LIMITED);
  }

  /**
   * This side, as the receiver, never took back window that it had announced (RFC 9293 section
   * 3.8.6, SHLD-14). Less than one unit of the window scale is no shrinking (RFC 7323 section 2.4).
   *
   * <p>Cannot be told where a SYN was not captured: the window scale is in it.
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert neverShrinksWindow() {
    return obeys(WindowRules.FLOW_WINDOW_NOT_SHRUNK);
  }

  /**
   * This side, with more to send, probed its peer's window while that was closed (RFC 9293 section
   * 3.8.6.1, MUST-36), the first time after about a retransmission time-out (SHLD-29). As that is
   * not on the wire, it is given one and a half times the largest that it may be, and a second and
   * a half at least.
   *
   * <p>Cannot be told where the window was not closed for so long, where this side is not seen to
   * have had more to send, or where the capture does not stand beside it.
   *
   * @return this
   * @throws AssertionError if it did not probe, or if the capture cannot tell
   */
  public FlowAssert probesZeroWindow() {
    return obeys(WindowRules.FLOW_PROBES_ZERO_WINDOW);
  }

  /**
   * This side waited longer after each probe of its peer's closed window (RFC 9293 section 3.8.6.1,
   * SHLD-30): half as long again at least, or the 60 seconds that may bound it (RFC 6298 section
   * 2.5).
   *
   * <p>Cannot be told with less than three probes of one closed window, or where the capture does
   * not stand beside this side.
   *
   * @return this
   * @throws AssertionError if it did not wait longer, or if the capture cannot tell
   */
  public FlowAssert backsOffZeroWindowProbes() {
    return obeys(WindowRules.FLOW_BACKS_OFF_PROBES);
  }

  /**
   * This side avoids the silly window syndrome (RFC 9293 section 3.8.6.2). As the sender (MUST-38),
   * with more to send, it does not fill a window whose usable rest was smaller than a full segment
   * and than half the largest window, unless it has waited 100 ms; a wider rest it may fill to the
   * last byte. As the receiver (MUST-39) it does not open a closed window by less than that.
   *
   * <p>Cannot be told where a SYN was not captured: the window scale is in it.
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert avoidsSillyWindow() {
    return obeys(WindowRules.FLOW_AVOIDS_SILLY_WINDOW);
  }

  /**
   * This side, as the receiver, never announced a smaller window after the handshake (RFC 9293
   * section 3.8.6), scaled (RFC 7323 section 2).
   *
   * <p>Cannot be told where a SYN was not captured, or where it announced no window.
   *
   * @param bytes the smallest window allowed
   * @return this
   * @throws AssertionError if it announced a smaller one, or if the capture cannot tell
   */
  public FlowAssert hasReceiveWindowAtLeast(long bytes) {
    return obeys(new ReceiveWindowAtLeast(bytes));
  }

  /**
   * This side sent no byte beyond the window that the peer had advertised (RFC 9293 section 3.8.6).
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert respectsAdvertisedWindow() {
    return obeys(WindowRules.FLOW_RESPECTED_WINDOW);
  }

  /**
   * The peer acknowledged the last that this side sent: its last byte, and its FIN if it sent one
   * (RFC 9293 section 3.4). {@link #hasAllBytesAcknowledged()} does not ask for the FIN.
   *
   * <p>Where the capture still runs it first waits, bounded by {@code tcpunit.settleTimeout}.
   *
   * @return this
   * @throws AssertionError if the tail is not acknowledged, or if the capture cannot tell
   */
  public FlowAssert hasNoUnacknowledgedTail() {
    return obeys(AcknowledgementRules.NO_UNACKNOWLEDGED_TAIL);
  }

  /**
   * The acknowledgement numbers that this side sends never go back (RFC 9293 section 3.4, RCV.NXT).
   * Where the capture does not stand beside this side and the ACKs have no timestamps, one that was
   * overtaken on its way cannot be told from one that goes back.
   *
   * @return this
   * @throws AssertionError if one goes back, or if the capture cannot tell
   */
  public FlowAssert hasMonotonicAcks() {
    return obeys(AcknowledgementRules.MONOTONIC_ACKS);
  }

  /**
   * This side acknowledges nothing that the peer has not sent (RFC 9293 section 3.10.7.4). An ACK
   * of bytes that were not captured at all cannot be told: the capture may have missed them.
   *
   * @return this
   * @throws AssertionError if it acknowledges bytes that the peer sent only later, or if the
   *     capture cannot tell
   */
  public FlowAssert hasNoAcksOfUnsentData() {
    return obeys(AcknowledgementRules.NO_ACKS_OF_UNSENT_DATA);
  }

  /**
   * This side acknowledges each segment of the peer that comes in sequence within so much time. The
   * RFC allows less than 500 ms (RFC 9293 section 3.8.6.3, MUST-40).
   *
   * <p>Measured beside this side; from elsewhere a longer time cannot be told, because the way
   * there and back is in it.
   *
   * <pre>{@code
   * assertThat(connection).server(s -> s.acknowledgesWithin(Duration.ofMillis(200)));
   * }</pre>
   *
   * @param limit the longest delay, not negative
   * @return this
   * @throws AssertionError if an ACK took longer or did not come, or if the capture cannot tell
   * @throws IllegalArgumentException if the limit is negative
   */
  public FlowAssert acknowledgesWithin(Duration limit) {
    return obeys(new AcknowledgesWithin(limit));
  }

  /**
   * None of this side's ACKs covers more than two segments of full size in sequence (RFC 5681
   * section 4.2, RFC 9293 SHLD-19): it sends no stretch ACKs. A frame with many segments, as on
   * loopback, counts as many. Linux sends some since version 6.7: what comes while the program
   * reads is answered by one ACK, unless {@code net.ipv4.tcp_backlog_ack_defer} is 0.
   *
   * @return this
   * @throws AssertionError if an ACK covers more, or if the capture cannot tell
   */
  public FlowAssert acknowledgesEverySecondFullSegment() {
    return obeys(AcknowledgementRules.EVERY_SECOND_FULL_SEGMENT);
  }

  /**
   * How many full segments of the peer there are, on average, for each ACK of new data that this
   * side sends: 2 with delayed ACKs, 1 without (RFC 5681 section 4.2).
   *
   * @param least the least ratio, full segments for an ACK
   * @param most the greatest ratio
   * @return this
   * @throws AssertionError if the ratio is another, or if the capture cannot tell
   * @throws IllegalArgumentException if the least is greater than the greatest
   */
  public FlowAssert hasAckRatioBetween(double least, double most) {
    return obeys(new AckRatio(least, most));
  }

  /**
   * This side answers each segment of the peer that comes behind a gap by a duplicate ACK at once
   * (RFC 5681 section 4.2): within 20 ms, half of the shortest time for which stacks hold ACKs
   * back. Takes a capture beside this side, and a gap.
   *
   * @return this
   * @throws AssertionError if an answer came late or not at all, or if the capture cannot tell
   */
  public FlowAssert sendsImmediateDuplicateAckOnGap() {
    return obeys(AcknowledgementRules.IMMEDIATE_DUPLICATE_ACK_ON_GAP);
  }

  /**
   * This side's answers to segments that come behind a gap report them by SACK (RFC 2018 section
   * 4). Takes SACK negotiated, a capture beside this side, and a gap.
   *
   * @return this
   * @throws AssertionError if an answer has no SACK block of the segment, or if the capture cannot
   *     tell
   */
  public FlowAssert reportsGapsWithSack() {
    return obeys(AcknowledgementRules.GAPS_REPORTED_WITH_SACK);
  }

  /**
   * This side sent no tinygrams: no data segment of less than full size while a small one before it
   * was not acknowledged (RFC 896, as RFC 9293 section 3.7.4 has it and stacks keep it: a small
   * segment may follow full ones at once). Half the peer's largest window is full size too, where
   * that is less (section 3.8.6.2.1), and so are 1460 bytes, which fill a packet of an Ethernet:
   * the segments of a loopback may be 45 times as large. One that fills the peer's window is as
   * short as that made it, and no tinygram; nor is one that carries FIN, which never waits. Takes a
   * capture beside this side.
   *
   * @return this
   * @throws AssertionError if it sent some, or if the capture cannot tell
   */
  public FlowAssert hasNoTinygrams() {
    return obeys(SizeRules.NO_TINYGRAMS);
  }

  /**
   * This side wrote no message in small pieces: no two segments in a row that would have fit into
   * one, of 1460 bytes or the MSS if that is less, carry pieces of the same message (RFC 9293
   * section 3.7.4). Such are the lines of a head, a head and its small body, the size and the data
   * of a chunk. A head before a long body is none, nor is the end of a long write before the next.
   *
   * <p>It takes a capture beside this side. Pieces are known to be of one message only in HTTP/1,
   * and within a record of TLS, where the payload was captured ({@code @CaptureTcp(payload =
   * Payload.FULL)}): otherwise they may be two, and it cannot be told.
   *
   * @return this
   * @throws AssertionError if it sent more segments than that, or if the capture cannot tell
   */
  public FlowAssert sendsEachMessageInFewestSegments() {
    return obeys(SizeRules.FEWEST_SEGMENTS);
  }

  /**
   * Less than such a share of this side's data segments were tinygrams, as {@link
   * #hasNoTinygrams()} says what they are.
   *
   * @param limit the share, above 0 and at most 1
   * @return this
   * @throws AssertionError if it was reached, or if the capture cannot tell
   * @throws IllegalArgumentException if it is no share
   */
  public FlowAssert hasTinygramRateBelow(double limit) {
    return obeys(Tinygrams.below(limit));
  }

  /**
   * The data segments of this side carry at least so many payload bytes on average. A frame counts
   * as one segment, also where it is larger than the maximum segment size, as on loopback.
   *
   * @param least payload bytes
   * @return this
   * @throws AssertionError if they carry less, or if the capture cannot tell
   */
  public FlowAssert hasAverageSegmentAtLeast(long least) {
    return obeys(new AverageSegment(least));
  }

  /**
   * The TLS records of application data of this side are at least so long on average, with their
   * header and what protects them (RFC 8446 section 5.1). A write makes a record of its own, and a
   * record carries up to 16384 bytes: small ones show small writes where segments do not. What TLS
   * 1.3 protects of the handshake counts too.
   *
   * <p>Takes the whole payload, captured by {@code @CaptureTcp(payload = Payload.FULL)}, and no
   * keys.
   *
   * <pre>{@code
   * assertThat(connection).client(c -> c.hasAverageTlsRecordAtLeast(8000));
   * }</pre>
   *
   * @param least bytes of a record
   * @return this
   * @throws AssertionError if they are shorter, or if the capture cannot tell
   */
  public FlowAssert hasAverageTlsRecordAtLeast(long least) {
    return obeys(new AverageTlsRecord(least));
  }

  /**
   * The data of this side, each byte once, was delivered at such a speed: from its first data
   * segment to the ACK of its last byte.
   *
   * @param bytesPerSecond payload bytes a second
   * @return this
   * @throws AssertionError if it was slower, or if the capture cannot tell
   */
  public FlowAssert hasThroughputAtLeast(long bytesPerSecond) {
    return obeys(new Throughput(bytesPerSecond));
  }

  /**
   * No packet of this side was marked Congestion Experienced (RFC 3168 section 5), as far as the
   * packets or the peer's echo of marks show: ECE, or by accurate ECN its counter (RFC 9768 section
   * 3.2.2). Without ECN nothing is marked, and it holds.
   *
   * @return this
   * @throws AssertionError if a packet was marked, or if the capture cannot tell
   */
  public FlowAssert hasNoCongestionMarks() {
    return obeys(EcnRules.NO_CONGESTION_MARKS);
  }

  /**
   * This side's ACKs echo the congestion marks that the peer's packets arrived with, until the peer
   * has answered (RFC 3168 section 6.1.3), or by accurate ECN count them (RFC 9768 section 3.2.2).
   * Takes ECN negotiated, a capture beside this side, and a mark.
   *
   * @return this
   * @throws AssertionError if an ACK does not, or if the capture cannot tell
   */
  public FlowAssert echoesCongestion() {
    return obeys(EcnRules.CONGESTION_ECHOED);
  }

  /**
   * This side sent no more than so many full segments before the first acknowledgement of its data
   * (RFC 6928 section 2: 10). A super-segment counts as many as are in it, and what a SYN carries
   * does not count.
   *
   * <p>Cannot be told where no data was sent, where its acknowledgement was not captured, or where
   * the capture does not stand beside this side.
   *
   * @param segments full segments: as large as the peer's MSS option allows
   * @return this
   * @throws AssertionError if it sent more, or if the capture cannot tell
   */
  public FlowAssert hasInitialWindowAtMost(int segments) {
    return obeys(new InitialWindowAtMost(segments));
  }

  /**
   * What this side had under way grew to twice its initial window at least before the first loss,
   * and never beyond what slow start allows (RFC 5681 section 3.1): the initial window (RFC 6928,
   * or what it was), and for each acknowledgement as many bytes as it acknowledges, or one full
   * segment if that is more. What SACK or a duplicate ACK reports beyond a gap is no longer under
   * way (RFC 6675, RFC 3042).
   *
   * <p>Cannot be told where it never grew so far, as with a short upload or a small window, or
   * where the capture does not stand beside this side.
   *
   * @return this
   * @throws AssertionError if it grew faster, or if the capture cannot tell
   */
  public FlowAssert growsBySlowStart() {
    return obeys(CongestionRules.GROWS_BY_SLOW_START);
  }

  /**
   * After each loss this side had less under way than when it began to recover (RFC 5681 section
   * 3.1: half; RFC 9438 section 4.6: 0.7), from the end of the recovery until what was sent then is
   * acknowledged. What was sent again without need, and losses with no more than the two segments
   * that are the least window, are left out; so are those with three if there are three again, as
   * two grow by one in a round trip.
   *
   * <p>Cannot be told where there was no such loss with new data after it, or where the capture
   * does not stand beside this side.
   *
   * @return this
   * @throws AssertionError if it had as much or more, or if the capture cannot tell
   */
  public FlowAssert reducesFlightAfterLoss() {
    return obeys(CongestionRules.REDUCES_FLIGHT);
  }

  /**
   * No idle time cost this side its window (RFC 5681 section 4.1): after it had sent nothing for
   * longer than a retransmission time-out, it did not send less than it had had under way before,
   * and then wait for its acknowledgement with more to send. A small request that fits is not held
   * up, and a loss before is reason enough for a smaller window.
   *
   * <p>Cannot be told where the capture does not stand beside this side.
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert hasNoSlowStartRestart() {
    return obeys(CongestionRules.NO_SLOW_START_RESTART);
  }

  /**
   * This side never had as many payload bytes under way: sent, and neither acknowledged nor
   * reported by SACK (RFC 5681 section 2, RFC 6675).
   *
   * <p>Cannot be told where no data was sent, or where the capture does not stand beside this side.
   *
   * @param bytes more than allowed
   * @return this
   * @throws AssertionError if it had as many, or if the capture cannot tell
   */
  public FlowAssert hasBytesInFlightBelow(long bytes) {
    return obeys(new BytesInFlightBelow(bytes));
  }

  /**
   * One thing kept this side from sending more for most of the time from its first data to the
   * acknowledgement of its last: {@code APPLICATION}, which had nothing to send; {@code
   * RECEIVE_WINDOW} (RFC 9293 section 3.8.6); {@code CONGESTION_WINDOW} (RFC 5681 section 3); or
   * {@code SEND_BUFFER}, if this side's kernel counted it ({@code tcpi_sndbuf_limited} of the
   * closed socket): packets can say that the buffer was not the limit, but look the same where it
   * is full, where a congestion window does not grow and where a program paces itself.
   *
   * <p>Cannot be told where neither says what limited it for so long, as with a single segment, or
   * where the capture does not stand beside this side. Where the packets leave it open, this waits
   * until the socket is closed.
   *
   * <p>A kernel counts a full buffer only from when a segment leaves while the program waits for
   * room already: behind a network card that is busy this is the rule, over loopback and the link,
   * which take at once what they are given, the exception. So its count can show that the buffer
   * was the limit, and never that it was not; then try the upload with a larger {@code SO_SNDBUF}.
   *
   * @param limit what limited it
   * @return this
   * @throws AssertionError if something else limited it, or if the capture cannot tell
   * @throws IllegalArgumentException if it is {@code UNKNOWN}
   */
  public FlowAssert wasLimitedBy(Limit limit) {
    return obeys(new LimitedBy(limit));
  }
}
