package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.delivery.DeliveryRules;
import dev.tcpunit.internal.rule.integrity.IntegrityRules;
import dev.tcpunit.internal.rule.order.OrderRules;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRules;
import dev.tcpunit.internal.rule.teardown.CloseOrder;
import dev.tcpunit.internal.rule.teardown.CloseTime;
import dev.tcpunit.internal.rule.teardown.EndedByReset;
import dev.tcpunit.internal.rule.teardown.TeardownRules;
import dev.tcpunit.internal.rule.window.WindowRules;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link ConnectionAssert} about what was sent and how it was closed: the rules of the
 * groups delivery, retransmission, order, integrity, window and teardown. Users see one class.
 *
 * @param <S> what extends this
 * @param <A> what it is about. Both are said for AssertJ: its soft assertions read the second type
 *     argument of the class that an assertion extends
 */
abstract class ConnectionTransferAssert<S, A> extends ConnectionOpeningAssert {
  ConnectionTransferAssert(@Nullable Connection actual) {
    super(actual);
  }

  /**
   * Neither side sent data, SYN or FIN twice (RFC 9293 section 3.8.1). Copies that the network
   * made, packets that overtook each other and keep-alives are no retransmissions.
   *
   * <p>On a loopback it holds, with a remark in the report, where all that was sent again is data
   * that this machine delivered late or in another order: nothing was lost, and nothing that a
   * client does can prevent it. The packets of each such resend must prove that it was needless
   * ({@link dev.tcpunit.dynamics.HostReordering}); {@link FlowAssert#hasRetransmissions
   * FlowAssert.hasRetransmissions()} and all counts include it.
   *
   * <p>Cannot be told where the connection is older than the capture or bytes of it were not
   * captured, or where the packets do not say if a segment was sent again or overtaken. A capture
   * at one end shows what the other side sent as it arrived there: of a segment that was lost on
   * its way before, the second copy alone; {@link FlowAssert#hasNoRetransmissions
   * FlowAssert.hasNoRetransmissions()} of that side cannot be told.
   *
   * @return this
   * @throws AssertionError if something was sent again, with its cause and evidence, or if the
   *     capture cannot tell
   */
  public ConnectionAssert hasNoRetransmissions() {
    return obeys(RetransmissionRules.NO_RETRANSMISSIONS);
  }

  /**
   * Every payload byte of both sides was acknowledged by the other (RFC 9293 section 3.4, SND.UNA).
   * The FIN's own acknowledgement is asked by {@link #hasCleanFin()}.
   *
   * <p>Cannot be told where no payload was sent, or where the capture ended within the 500 ms that
   * an ACK may be held back (section 3.8.6.3).
   *
   * @return this
   * @throws AssertionError if bytes were not acknowledged, or if the capture cannot tell
   */
  public ConnectionAssert acksCoverAllBytes() {
    return obeys(DeliveryRules.ALL_BYTES_ACKNOWLEDGED);
  }

  /**
   * Both sides closed by FIN after all of their data, and each FIN was acknowledged; no RST (RFC
   * 9293 section 3.6). Three and four segments are both clean. A RST without ACK after that is no
   * abort: it answers a segment that came late, for a connection that is over (section 3.10.7.1).
   *
   * <p>Where the capture still runs it first waits, bounded by {@code tcpunit.settleTimeout}, for
   * the close, which may happen on another thread.
   *
   * @return this
   * @throws AssertionError if a side did not close, sent RST, or sent data after its FIN, or if the
   *     capture cannot tell
   */
  public ConnectionAssert hasCleanFin() {
    return obeys(TeardownRules.CLEAN_FIN);
  }

  /**
   * One side was the first to close, by FIN or by RST (RFC 9293 section 3.6). It is the one that
   * waits in TIME-WAIT after a clean close.
   *
   * <p>Where the capture still runs it first waits, bounded by {@code tcpunit.settleTimeout}, for
   * the close to begin.
   *
   * <pre>{@code
   * assertThat(connection).wasClosedFirstBy(Role.CLIENT);
   * }</pre>
   *
   * @param side the side
   * @return this
   * @throws AssertionError if the other side was first or nobody closed, or if the capture cannot
   *     tell
   */
  public ConnectionAssert wasClosedFirstBy(Role side) {
    return obeys(CloseOrder.firstBy(side));
  }

  /**
   * Each side sent its FIN before it had received that of the other (RFC 9293 section 3.6, case 3:
   * both pass through CLOSING).
   *
   * <p>Waits for the close as {@link #hasCleanFin()} does.
   *
   * @return this
   * @throws AssertionError if one FIN answers the other, or if a side sent none, or if the capture
   *     cannot tell
   */
  public ConnectionAssert wasClosedSimultaneously() {
    return obeys(TeardownRules.CLOSED_SIMULTANEOUSLY);
  }

  /**
   * One side closed its direction, and the other sent data after it had acknowledged that, or has
   * not closed its own (RFC 9293 section 3.6): what {@code shutdownOutput()} is for.
   *
   * @param side the side that sent FIN
   * @return this
   * @throws AssertionError if the side did not close first, or the other had nothing more to send,
   *     or if the capture cannot tell
   */
  public ConnectionAssert wasHalfClosedBy(Role side) {
    return obeys(CloseOrder.halfBy(side));
  }

  /**
   * Neither side sent RST, whatever for (RFC 9293 section 3.5.2). One that its receiver does not
   * accept was sent, too; the failure says that it reset nothing. {@link #wasNotAborted()} lets it
   * pass, and those that answer a late segment after the close.
   *
   * @return this
   * @throws AssertionError if there is a RST, with its probable cause, or if the capture cannot
   *     tell
   */
  public ConnectionAssert hasNoResets() {
    return obeys(TeardownRules.NO_RESETS);
  }

  /**
   * Neither side sent RST after a FIN: a close that began in order was not broken off, as by a
   * {@code close()} with received data unread, or by data that arrives after it (RFC 9293 section
   * 3.6.1).
   *
   * @return this
   * @throws AssertionError if there is such a RST, with its probable cause, or if the capture
   *     cannot tell
   */
  public ConnectionAssert hasNoResetAfterFin() {
    return obeys(TeardownRules.NO_RESET_AFTER_FIN);
  }

  /**
   * No RST ended the connection (RFC 9293 section 3.10.7). A RST without ACK that answers a late
   * segment after the close is no abort. Whether it was closed at all is not asked.
   *
   * @return this
   * @throws AssertionError if a side aborted, with the probable cause, or if the capture cannot
   *     tell
   */
  public ConnectionAssert wasNotAborted() {
    return obeys(TeardownRules.NOT_ABORTED);
  }

  /**
   * One side gave the connection up: it sent RST and no FIN before (RFC 9293 section 3.10.5), as
   * {@code close()} does with {@code SO_LINGER} 0, with received data unread, or, on Windows, when
   * the process ends. Whether the peer still accepted that RST is not asked. A SYN that is answered
   * with RST is refused, not aborted.
   *
   * <p>Where the capture still runs it first waits, bounded by {@code tcpunit.settleTimeout}, for
   * the connection to end.
   *
   * <pre>{@code
   * assertThat(connection).wasAbortedBy(Role.CLIENT);
   * }</pre>
   *
   * @param side the side
   * @return this
   * @throws AssertionError if it ended in another way or not at all, with how it did, or if the
   *     capture cannot tell
   */
  public ConnectionAssert wasAbortedBy(Role side) {
    return obeys(EndedByReset.abortedBy(side));
  }

  /**
   * A RST of one side, which the other accepted, ended the connection (RFC 9293 section 3.5.3),
   * whether its sender had sent FIN before or not. A SYN that is answered with RST is refused, not
   * reset.
   *
   * <p>Where the capture still runs it first waits, bounded by {@code tcpunit.settleTimeout}, for
   * the connection to end.
   *
   * <pre>{@code
   * assertThat(connection).wasResetBy(Role.SERVER);
   * }</pre>
   *
   * @param side the side
   * @return this
   * @throws AssertionError if it ended in another way or not at all, with how it did, or if the
   *     capture cannot tell
   */
  public ConnectionAssert wasResetBy(Role side) {
    return obeys(EndedByReset.resetBy(side));
  }

  /**
   * Closing the connection lost no data (RFC 9293 section 3.6.1, RFC 2525 section 2.17): no RST
   * came before all bytes of both sides were acknowledged, and no side discarded what it had
   * received and not read.
   *
   * <p>Waits for the close as {@link #hasCleanFin()} does. Cannot be told where the connection is
   * not closed, or where a RST came after all was acknowledged: packets do not show what was read.
   *
   * <p>A TLS alert that meets a closed socket, such as close_notify, is no loss ({@link
   * Flow#lastTlsRecord}). That takes its payload: without it, data of 24 to 53 bytes there, the
   * size of an alert, cannot be told from data that was lost. With it neither can an alert of TLS
   * 1.3 that is padded, as the JDK pads each record.
   *
   * @return this
   * @throws AssertionError if data was lost, or if the capture cannot tell
   */
  public ConnectionAssert losesNoDataOnClose() {
    return obeys(TeardownRules.NO_DATA_LOST_ON_CLOSE);
  }

  /**
   * No data was sent after a RST, by neither side (RFC 9293 section 3.5.2). What the peer had under
   * way when the RST was sent does not count.
   *
   * @return this
   * @throws AssertionError if there is data after it, or if the capture cannot tell
   */
  public ConnectionAssert hasNoDataAfterReset() {
    return obeys(TeardownRules.NO_DATA_AFTER_RESET);
  }

  /**
   * Neither side sent new data once it had acknowledged the FIN of the other. TCP allows it (RFC
   * 9293 section 3.6); a peer that has called {@code close()}, and not {@code shutdownOutput()},
   * answers with RST.
   *
   * @return this
   * @throws AssertionError if there is such data, or if the capture cannot tell
   */
  public ConnectionAssert hasNoDataAfterPeerFin() {
    return obeys(TeardownRules.NO_DATA_AFTER_PEER_FIN);
  }

  /**
   * The side that received FIN closed its own direction within a time, by FIN or RST: it was no
   * longer in CLOSE-WAIT (RFC 9293 section 3.6). A socket that stays there is leaked by its
   * program.
   *
   * <p>Waits for that as {@link #hasCleanFin()} does. Cannot be told where nobody has closed, or
   * where the capture ended within the time.
   *
   * @param limit the longest time from the one FIN to the other, as captured
   * @return this
   * @throws AssertionError if it took longer, or if the capture cannot tell
   */
  public ConnectionAssert leavesCloseWaitWithin(Duration limit) {
    return obeys(new CloseTime(CloseTime.Part.CLOSE_WAIT, limit));
  }

  /**
   * The close took no longer than this, from the first FIN or RST to the acknowledgement of the
   * last FIN, or to the RST (RFC 9293 section 3.6).
   *
   * <p>Waits for that as {@link #hasCleanFin()} does. Cannot be told where the capture ended within
   * the time.
   *
   * @param limit the longest time
   * @return this
   * @throws AssertionError if it took longer or nobody closed, or if the capture cannot tell
   */
  public ConnectionAssert closesWithin(Duration limit) {
    return obeys(new CloseTime(CloseTime.Part.WHOLE, limit));
  }

  /**
   * No segment was captured with a wrong TCP checksum (RFC 9293 section 3.1, MUST-2 and MUST-3). A
   * checksum that the sender left to the network device, as on loopback, is no failure.
   *
   * <p>Cannot be told where a checksum could not be computed, because not all bytes were captured.
   *
   * @return this
   * @throws AssertionError if a checksum is wrong, or if the capture cannot tell
   */
  public ConnectionAssert hasNoBadChecksums() {
    return obeys(IntegrityRules.NO_BAD_CHECKSUMS);
  }

  /**
   * The TCP checksum of every segment was computed from the capture and is right (RFC 9293 section
   * 3.1, MUST-3). Asks more than {@link #hasNoBadChecksums()}: it cannot be told where the sender
   * left a checksum to the network device, as on loopback, or where not all bytes were captured.
   *
   * @return this
   * @throws AssertionError if a checksum is wrong, or if the capture cannot tell
   */
  public ConnectionAssert hasValidChecksums() {
    return obeys(IntegrityRules.VALID_CHECKSUMS);
  }

  /**
   * No segment has options that cannot be read (RFC 9293 section 3.1, MUST-7). Cannot be told where
   * frames were captured that cannot be read at all: whose they are is not known.
   *
   * @return this
   * @throws AssertionError if a segment is malformed, or if the capture cannot tell
   */
  public ConnectionAssert hasNoMalformedSegments() {
    return obeys(IntegrityRules.NO_MALFORMED_SEGMENTS);
  }

  /**
   * No RST looks as if a third party had forged it (RFC 5961 section 1.1): the side in whose name
   * it came does not send on afterwards; and over a link, where both ends are captured, that side
   * sent it. What shows that it sent on is its timestamp, an ACK of what came by after the RST, or,
   * without timestamps, that it came later than a round trip and 200 ms. It cannot be told where
   * the RST may have overtaken what that side had sent before.
   *
   * @return this
   * @throws AssertionError if one does, or if the capture cannot tell
   */
  public ConnectionAssert hasNoSuspectedResetInjection() {
    return obeys(IntegrityRules.NO_SUSPECTED_RESET_INJECTION);
  }

  /**
   * Bytes that come again are the bytes that came before (RFC 9293 section 3.4), in both
   * directions: a receiver keeps either, so who sees both and differs may be deceived. Whoever sent
   * them again is meant: a sender, the network or a third party. Segments that were damaged on the
   * way, as their checksum shows, are left out, and so is the byte of a keep-alive, which means
   * nothing (RFC 9293 section 3.8.4).
   *
   * <p>Where anything came again, this takes the payload: {@code @CaptureTcp(payload =
   * Payload.FULL)}, or a capture without a snap length. Without it, and for bytes sent before the
   * latest 16 MiB of payload, it cannot be told.
   *
   * <pre>{@code
   * assertThat(connection.atServer()).hasConsistentRetransmissions();
   * }</pre>
   *
   * @return this
   * @throws AssertionError if other bytes came again, or if the capture cannot tell
   */
  public ConnectionAssert hasConsistentRetransmissions() {
    return obeys(IntegrityRules.CONSISTENT_RETRANSMISSIONS);
  }

  /**
   * No segment arrived after segments that were sent later (RFC 4737 section 3), in neither
   * direction.
   *
   * @return this
   * @throws AssertionError if segments overtook each other, or if the capture cannot tell
   */
  public ConnectionAssert hasNoReorderedSegments() {
    return obeys(OrderRules.NO_REORDERED_SEGMENTS);
  }

  /**
   * No packet of either side arrived twice that was sent once.
   *
   * @return this
   * @throws AssertionError if the network copied a packet, or if the capture cannot tell
   */
  public ConnectionAssert hasNoNetworkDuplicates() {
    return obeys(OrderRules.NO_NETWORK_DUPLICATES);
  }

  /**
   * Neither side stopped the other by a window of zero (RFC 9293 section 3.8.6).
   *
   * <p>Over a loopback, whose segments are as large as its windows, two of them fill the first
   * window before the receiver has had its turn: there windows that were closed for less than 30 ms
   * and a round trip, all together, do not count.
   *
   * @return this
   * @throws AssertionError if a window was closed, or if the capture cannot tell
   */
  public ConnectionAssert hasNoZeroWindow() {
    return obeys(WindowRules.NO_ZERO_WINDOW);
  }

  /**
   * Neither side sent beyond the window that the other had advertised (RFC 9293 section 3.8.6).
   *
   * <p>Cannot be told where the SYN was not captured: the window scale is in it.
   *
   * @return this
   * @throws AssertionError if a byte lies beyond the window, or if the capture cannot tell
   */
  public ConnectionAssert respectsAdvertisedWindow() {
    return obeys(WindowRules.RESPECTED_WINDOW);
  }
}
