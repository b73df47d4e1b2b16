package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.delivery.ByteCount;
import dev.tcpunit.internal.rule.delivery.ByteCountBound;
import dev.tcpunit.internal.rule.delivery.DeliveryRules;
import dev.tcpunit.internal.rule.delivery.ExpectedPayload;
import dev.tcpunit.internal.rule.order.OrderRules;
import dev.tcpunit.internal.rule.order.ReorderingExtent;
import dev.tcpunit.internal.rule.retransmission.RecoversBy;
import dev.tcpunit.internal.rule.retransmission.RecoversWithin;
import dev.tcpunit.internal.rule.retransmission.RetransmissionCount;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRate;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRules;
import dev.tcpunit.internal.rule.retransmission.SendsNoByteMoreThan;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link FlowAssert} about which bytes arrived, how often they were sent, and in which
 * order: the rules of the groups delivery, retransmission and order. Users see one class.
 *
 * @param <S> what extends this
 * @param <A> what it is about. Both are said for AssertJ: its soft assertions read the second type
 *     argument of the class that an assertion extends
 */
abstract class FlowDeliveryAssert<S, A> extends RuleAssert<FlowAssert, Flow> {
  FlowDeliveryAssert(@Nullable Flow actual) {
    super(actual, FlowAssert.class);
  }

  /**
   * This side sent exactly so many payload bytes, each counted once. Bytes that were not captured
   * count where the peer's ACK proves them; that no more were sent, only this side's FIN proves
   * then.
   *
   * @param expected payload bytes
   * @return this
   * @throws AssertionError if it sent another number, or if the capture cannot tell
   */
  public FlowAssert hasByteCount(long expected) {
    return obeys(new ByteCount(expected));
  }

  /**
   * This side sent no more payload bytes than so many, each counted once (RFC 9293 section 3.4).
   * HTTP heads, chunk sizes and TLS records count too.
   *
   * <p>Example: {@code assertThat(connection).upload(u -> u.hasByteCountAtMost(1_100_000))}.
   *
   * @param bytes payload bytes
   * @return this
   * @throws AssertionError if it sent more, or if the capture cannot tell
   */
  public FlowAssert hasByteCountAtMost(long bytes) {
    return obeys(ByteCountBound.atMost(bytes));
  }

  /**
   * This side sent no fewer payload bytes than so many, each counted once (RFC 9293 section 3.4).
   * Bytes that were not captured count where the peer's ACK proves them.
   *
   * <p>Example: {@code assertThat(connection).upload(u -> u.hasByteCountAtLeast(1_000_000))}.
   *
   * @param bytes payload bytes
   * @return this
   * @throws AssertionError if it sent fewer, or if the capture cannot tell
   */
  public FlowAssert hasByteCountAtLeast(long bytes) {
    return obeys(ByteCountBound.atLeast(bytes));
  }

  /**
   * The peer acknowledged every payload byte of this side; as {@link
   * ConnectionAssert#acksCoverAllBytes() ConnectionAssert.acksCoverAllBytes()} for one direction.
   *
   * @return this
   * @throws AssertionError if bytes were not acknowledged, or if the capture cannot tell
   */
  public FlowAssert hasAllBytesAcknowledged() {
    return obeys(DeliveryRules.FLOW_ALL_BYTES_ACKNOWLEDGED);
  }

  /**
   * This side sent exactly these payload bytes, in the order of the stream and each once. Compared
   * by length and SHA-256.
   *
   * <p>Takes a capture with payload, {@code @CaptureTcp(payload = Payload.FULL)}; where it is not
   * there, and the length alone does not decide, it cannot be told.
   *
   * @param expected the bytes
   * @return this
   * @throws AssertionError if it sent others, or if the capture cannot tell
   */
  public FlowAssert hasPayload(byte[] expected) {
    return obeys(ExpectedPayload.of(expected));
  }

  /**
   * The same with the bytes of a file, such as the one that was uploaded.
   *
   * <pre>{@code
   * assertThat(connection).client(c -> c.hasPayload(Path.of("photo.jpg")));
   * }</pre>
   *
   * @param expected the file
   * @return this
   * @throws AssertionError if this side sent others, or if the capture cannot tell
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public FlowAssert hasPayload(Path expected) {
    return obeys(ExpectedPayload.of(expected));
  }

  /**
   * The SHA-256 of the payload that this side sent, in the order of the stream and each byte once.
   * Takes a capture with payload.
   *
   * @param hex 64 hexadecimal digits
   * @return this
   * @throws AssertionError if it is another, or if the capture cannot tell
   * @throws IllegalArgumentException if it is no SHA-256
   */
  public FlowAssert hasPayloadSha256(String hex) {
    return obeys(ExpectedPayload.ofSha256(hex));
  }

  /**
   * No byte is missing between the first and the last that this side sent (RFC 9293 section 3.4).
   * Where the peer acknowledged a byte that was not captured it has it, and it cannot be told.
   *
   * @return this
   * @throws AssertionError if bytes are missing, or if the capture cannot tell
   */
  public FlowAssert isContiguous() {
    return obeys(DeliveryRules.CONTIGUOUS);
  }

  /**
   * This side sent no urgent data: no segment with the flag URG carries any (RFC 9293 section
   * 3.8.5). New programs should not send it (RFC 6093 section 5). Java does by {@link
   * java.net.Socket#sendUrgentData(int)}, and discards what it receives so, unless asked for it by
   * {@link java.net.Socket#setOOBInline(boolean)}.
   *
   * <p>Cannot be told where a segment with URG carries nothing: it announces urgent data that was
   * not captured.
   *
   * @return this
   * @throws AssertionError if it sent urgent data, or if the capture cannot tell
   */
  public FlowAssert hasNoUrgentData() {
    return obeys(DeliveryRules.NO_URGENT_DATA);
  }

  /**
   * This side sent nothing twice; as {@link ConnectionAssert#hasNoRetransmissions()
   * ConnectionAssert.hasNoRetransmissions()} for one direction, and like that it holds with a
   * remark where this machine's loopback alone is to blame. It cannot be told where the capture
   * stands beside the receiver only: what was lost on its way is then not in it.
   *
   * @return this
   * @throws AssertionError if something was sent again, or if the capture cannot tell
   */
  public FlowAssert hasNoRetransmissions() {
    return obeys(RetransmissionRules.FLOW_NO_RETRANSMISSIONS);
  }

  /**
   * This side sent exactly so many data segments again, in whole or in part, whatever the cause. A
   * super-segment counts once; SYN and FIN without data, keep-alives and probes do not count. What
   * a loopback caused by handing segments over in another order counts like any other, though
   * {@link #hasNoRetransmissions()} holds with a remark.
   *
   * <p>As with all assertions on retransmissions, it cannot be told where the packets do not say if
   * a segment was sent again or overtaken, or where the capture stands beside the receiver only:
   * what was lost on its way is then not in it.
   *
   * @param expected how many
   * @return this
   * @throws AssertionError if it sent more or fewer again, or if the capture cannot tell
   */
  public FlowAssert hasRetransmissions(long expected) {
    return obeys(new RetransmissionCount(expected));
  }

  /**
   * Of all payload bytes that this side sent, repeats included, less than such a part had been sent
   * before. Counted in bytes, so that super-segments count by what is in them.
   *
   * <p>Example: {@code hasRetransmissionRateBelow(0.02)}. Cannot be told where no data was sent.
   *
   * @param part more than 0 and at most 1
   * @return this
   * @throws AssertionError if it sent as much or more again, or if the capture cannot tell
   * @throws IllegalArgumentException if the part is not in its range
   */
  public FlowAssert hasRetransmissionRateBelow(double part) {
    return obeys(new RetransmissionRate(part));
  }

  /**
   * This side sent nothing again because its retransmission timer had run out (RFC 6298 section 5):
   * no data, no SYN. A receiver that gets enough to report the gap spares the sender that wait.
   *
   * <p>Cannot be told where the packets leave it open why something was sent again, as with a FIN.
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert hasNoTimeoutRetransmissions() {
    return obeys(RetransmissionRules.FLOW_NO_TIMEOUTS);
  }

  /**
   * This side sent nothing again because of duplicate ACKs (RFC 5681 section 3.2), SACK (RFC 6675)
   * or RACK (RFC 8985).
   *
   * <p>Cannot be told where the packets leave it open why something was sent again.
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert hasNoFastRetransmissions() {
    return obeys(RetransmissionRules.FLOW_NO_FAST);
  }

  /**
   * This side sent nothing again to probe for the loss of the tail (RFC 8985 section 7). A probe
   * that carries new data looks like any other new data and is not meant.
   *
   * <p>Cannot be told where the packets leave it open why something was sent again, as with a FIN.
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert hasNoTailLossProbes() {
    return obeys(RetransmissionRules.FLOW_NO_TAIL_LOSS_PROBES);
  }

  /**
   * This side sent nothing again that had arrived, as the receiver reported (DSACK, RFC 2883) or
   * had acknowledged before; a capture of both ends also shows what ACK was lost. A receiver that
   * negotiated SACK is taken to report duplicates.
   *
   * <p>Cannot be told where something was sent again and SACK was not negotiated, or before the
   * peer has acknowledged it.
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert hasNoSpuriousRetransmissions() {
    return obeys(RetransmissionRules.FLOW_NO_SPURIOUS);
  }

  /**
   * This side, as the receiver, reported no bytes of its peer as having come twice (RFC 2883): so
   * for an upload {@code server(s -> s.hasNoDuplicateSacks())}.
   *
   * <p>Cannot be told where SACK was not negotiated.
   *
   * @return this
   * @throws AssertionError if it did, or if the capture cannot tell
   */
  public FlowAssert hasNoDuplicateSacks() {
    return obeys(RetransmissionRules.FLOW_NO_DUPLICATE_SACKS);
  }

  /**
   * Each time that this side lost data or FIN, it began to recover in this way, and where that is
   * not the time-out the retransmission timer did not have to help. A recovery begins with the
   * first segment sent again, and ends when all that was under way by then is acknowledged.
   *
   * <p>Cannot be told where nothing was sent again, or where the packets leave it open why.
   *
   * @param cause {@code FAST} (RFC 5681 section 3.2, RFC 6675, RFC 8985), {@code TIMEOUT} (RFC 6298
   *     section 5) or {@code TAIL_LOSS_PROBE} (RFC 8985 section 7)
   * @return this
   * @throws AssertionError if it recovered otherwise, or if the capture cannot tell
   * @throws IllegalArgumentException if it is another cause
   */
  public FlowAssert recoversBy(RetransmissionCause cause) {
    return obeys(new RecoversBy(cause));
  }

  /**
   * Each time that this side lost data or FIN, it took no longer from the first segment sent again
   * until all that was under way by then was acknowledged (the recovery point of RFC 6675 section
   * 5).
   *
   * <p>Cannot be told where nothing was sent again, or where the capture ended too soon.
   *
   * @param limit the longest time allowed
   * @return this
   * @throws AssertionError if it took longer, or if the capture cannot tell
   */
  public FlowAssert recoversWithin(Duration limit) {
    return obeys(new RecoversWithin(limit));
  }

  /**
   * Each time that the retransmission timer of this side ran out with no progress since the time
   * before, it had waited longer (RFC 6298 section 5.5: twice as long; here half as long again is
   * enough, as timers run late), or at least the 60 seconds that are the least maximum.
   *
   * <p>The SYN is left out: Linux sends the first ones at equal intervals. Cannot be told where the
   * timer did not run out twice in a row.
   *
   * @return this
   * @throws AssertionError if it did not wait longer, or if the capture cannot tell
   */
  public FlowAssert backsOffExponentially() {
    return obeys(RetransmissionRules.FLOW_BACKS_OFF);
  }

  /**
   * This side sent no payload byte more often than that, the first time included; copies that the
   * network made do not count. Bounds what an unlucky loss costs, such as the loss of a
   * retransmission (RFC 9293 section 3.8.3 lets a TCP give up after a number of resends).
   *
   * <p>Cannot be told where no data was sent.
   *
   * @param times 1 or more
   * @return this
   * @throws AssertionError if a byte was sent more often, or if the capture cannot tell
   * @throws IllegalArgumentException if it is less than 1
   */
  public FlowAssert sendsNoByteMoreThan(int times) {
    return obeys(new SendsNoByteMoreThan(times));
  }

  /**
   * This side sent again only what was lost on its way: each segment that was sent again carries a
   * byte that no earlier copy brought to the peer (RFC 6675 section 4). A copy that arrived with a
   * bad checksum counts as lost.
   *
   * <p>Takes a capture that holds both ends, such as one on a link; elsewhere it cannot tell. Nor
   * can it of headers alone where the peer does not confirm that a copy had arrived undamaged.
   *
   * <p>Example: {@code assertThat(connection).client(f -> f.retransmitsOnlyLostSegments())}.
   *
   * @return this
   * @throws AssertionError if it sent again what had arrived, or if the capture cannot tell
   */
  public FlowAssert retransmitsOnlyLostSegments() {
    return obeys(RetransmissionRules.ONLY_LOST_SEGMENTS);
  }

  /**
   * Nothing of this side arrived after segments that it sent later (RFC 4737 section 3).
   *
   * @return this
   * @throws AssertionError if segments overtook each other, or if the capture cannot tell
   */
  public FlowAssert hasNoReorderedSegments() {
    return obeys(OrderRules.FLOW_NO_REORDERED_SEGMENTS);
  }

  /**
   * No data segment of this side was overtaken by more than so many (RFC 4737 section 4.2.1): the
   * extent is how many data segments came since the first of those that were sent after it.
   *
   * @param most the largest extent, in segments, not negative
   * @return this
   * @throws AssertionError if one came later than that, or if the capture cannot tell
   * @throws IllegalArgumentException if it is negative
   */
  public FlowAssert hasReorderingExtentAtMost(int most) {
    return obeys(new ReorderingExtent(most));
  }

  /**
   * No packet of this side arrived twice that it sent once. One that it sent again is a
   * retransmission, and no copy of the network.
   *
   * @return this
   * @throws AssertionError if the network copied a packet, or if the capture cannot tell
   */
  public FlowAssert hasNoNetworkDuplicates() {
    return obeys(OrderRules.FLOW_NO_NETWORK_DUPLICATES);
  }
}
