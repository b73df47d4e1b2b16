package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.Side;
import dev.tcpunit.internal.rule.application.ApplicationRules;
import dev.tcpunit.internal.rule.application.AtMostTurns;
import dev.tcpunit.internal.rule.application.KeepAliveEvery;
import dev.tcpunit.internal.rule.baseline.ConnectionMatchesBaseline;
import dev.tcpunit.internal.rule.delivery.DeliveryRules;
import dev.tcpunit.internal.rule.handshake.CompletedHandshakeWithin;
import dev.tcpunit.internal.rule.handshake.HandshakeRules;
import dev.tcpunit.internal.rule.handshake.NegotiatedMss;
import dev.tcpunit.internal.rule.integrity.IntegrityRules;
import dev.tcpunit.internal.rule.kernel.MatchesTcpInfo;
import dev.tcpunit.internal.rule.lifecycle.InConnectionState;
import dev.tcpunit.internal.rule.lifecycle.LifecycleRules;
import dev.tcpunit.internal.rule.lifecycle.WithHistory;
import dev.tcpunit.internal.rule.order.OrderRules;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRules;
import dev.tcpunit.internal.rule.shape.FollowsPattern;
import dev.tcpunit.internal.rule.teardown.CloseOrder;
import dev.tcpunit.internal.rule.teardown.CloseTime;
import dev.tcpunit.internal.rule.teardown.EndedByReset;
import dev.tcpunit.internal.rule.teardown.TeardownRules;
import dev.tcpunit.internal.rule.timing.GivesUpWithin;
import dev.tcpunit.internal.rule.timing.LastsAtMost;
import dev.tcpunit.internal.rule.timing.NoIdle;
import dev.tcpunit.internal.rule.timing.RttBelow;
import dev.tcpunit.internal.rule.timing.TimingRules;
import dev.tcpunit.internal.rule.window.WindowRules;
import dev.tcpunit.pattern.SegmentPattern;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on one connection.
 *
 * <p>Each has three outcomes: it holds; it is violated; or the capture cannot tell, because frames
 * were dropped, the start is missing or it ended too soon. The last fails too, in words of its own.
 * A message shows the segments, the evidence, the RFC's rule and where the capture lies.
 *
 * <pre>{@code
 * assertThat(capture.connectionTo(server.port()))
 *     .hasCompletedHandshake()
 *     .hasNoRetransmissions()
 *     .acksCoverAllBytes()
 *     .hasCleanFin();
 * }</pre>
 *
 * <p>Open for AssertJ's soft assertions, which need a subclass at run time; not made for extension.
 */
public class ConnectionAssert extends RuleAssert<ConnectionAssert, Connection> {

  /**
   * Starts assertions; {@link TcpAssertions#assertThat(Connection)} does the same.
   *
   * @param actual the connection
   */
  public ConnectionAssert(@Nullable Connection actual) {
    super(actual, ConnectionAssert.class);
  }

  /**
   * The connection was opened by SYN, SYN-ACK and ACK, each acknowledging exactly the one before
   * (RFC 9293 section 3.5). A SYN that had to be sent again does not spoil it.
   *
   * <p>Cannot be told where the connection is older than the capture.
   *
   * @return this
   * @throws AssertionError if the SYN was refused or not answered, or the handshake was not
   *     completed, or if the capture cannot tell
   */
  public ConnectionAssert hasCompletedHandshake() {
    return obeys(HandshakeRules.COMPLETED_HANDSHAKE);
  }

  /**
   * The handshake was completed and no side has closed (RFC 9293 section 3.3.2, ESTABLISHED): the
   * connection is open as far as was captured.
   *
   * <p>Waits for the handshake. Cannot be told where the connection is older than the capture.
   *
   * @return this
   * @throws AssertionError if it was not opened, or a side has closed, or if the capture cannot
   *     tell
   */
  public ConnectionAssert isEstablished() {
    return obeys(LifecycleRules.ESTABLISHED);
  }

  /**
   * The whole life of the connection was captured: SYN, SYN-ACK, ACK, data, and a FIN of both sides
   * or a RST, as tshark's {@code tcp.completeness} asks for. How clean the close was is asked by
   * {@link #hasCleanFin()}.
   *
   * <p>Waits for the close as {@link #hasCleanFin()} does.
   *
   * @return this
   * @throws AssertionError if a part of it is missing, or if the capture cannot tell
   */
  public ConnectionAssert isComplete() {
    return obeys(LifecycleRules.COMPLETE);
  }

  /**
   * The SYN was answered by RST (RFC 9293 section 3.5.2; Zeek REJ).
   *
   * @return this
   * @throws AssertionError if it was answered otherwise or not at all, or if the capture cannot
   *     tell
   */
  public ConnectionAssert wasRefused() {
    return obeys(LifecycleRules.REFUSED);
  }

  /**
   * The SYN is in the capture, so that nothing of the connection came before it (RFC 9293 section
   * 3.5; Zeek OTH otherwise).
   *
   * @return this
   * @throws AssertionError if the connection is older than the capture, or if the capture cannot
   *     tell
   */
  public ConnectionAssert wasCapturedFromStart() {
    return obeys(LifecycleRules.CAPTURED_FROM_START);
  }

  /**
   * The connection is in one of the states by which Zeek's {@code conn.log} names how it was opened
   * and closed, such as {@code SF}.
   *
   * <p>Where the capture still runs it first waits for that state, bounded by {@code
   * tcpunit.settleTimeout}.
   *
   * @param expected the state, as in Zeek's {@code conn_state}
   * @return this
   * @throws AssertionError if it is in another state, or if the capture cannot tell
   */
  public ConnectionAssert hasConnectionState(ConnectionState expected) {
    return obeys(new InConnectionState(expected));
  }

  /**
   * The connection has a history in the letters of Zeek's {@code conn.log}: {@code ShADadFf} is a
   * handshake, data and its ACK, data back and its ACK, and both FINs. {@link
   * dev.tcpunit.trace.ConnectionHistory} tells the letters.
   *
   * <p>Waits for the close where the letters name one. Which ACKs are sent alone depends on when
   * programs read and write: {@link #follows(String)} can leave that open.
   *
   * @param expected the letters, such as {@code ShADadFf}
   * @return this
   * @throws AssertionError if it has another, or if the capture cannot tell
   */
  public ConnectionAssert hasHistory(String expected) {
    return obeys(new WithHistory(expected));
  }

  /**
   * The connection is as it was when the baseline of this name was accepted, whatever others there
   * are; {@link TraceAssert#matchesBaseline(String)} compares all of a test.
   *
   * @param name letters, digits and {@code . _ @ + -}; a class's tests that say the same share it
   * @return this
   * @throws AssertionError if a fact differs, or there was no baseline, or if it cannot be told
   * @throws IllegalArgumentException if the name has other characters
   */
  public ConnectionAssert matchesBaseline(String name) {
    return obeys(new ConnectionMatchesBaseline(name));
  }

  /**
   * The handshake was completed as {@link #hasCompletedHandshake()} asks, and took no longer than
   * this from the first SYN to the ACK of the SYN-ACK, as seen from where the capture stands. A SYN
   * that is lost costs a second (RFC 6298 section 2).
   *
   * @param limit the longest time
   * @return this
   * @throws AssertionError if it was not completed or took longer, or if the capture cannot tell
   */
  public ConnectionAssert hasCompletedHandshakeWithin(Duration limit) {
    return obeys(new CompletedHandshakeWithin(limit));
  }

  /**
   * No SYN and no SYN-ACK had to be sent again (RFC 6298 section 5): neither was lost, and the
   * server could take the connection.
   *
   * @return this
   * @throws AssertionError if one was sent again, or if the capture cannot tell
   */
  public ConnectionAssert hasNoSynRetransmissions() {
    return obeys(HandshakeRules.NO_SYN_RETRANSMISSIONS);
  }

  /**
   * No data was sent before the client had acknowledged the SYN-ACK (RFC 9293 section 3.10.7.3).
   * Data in that very segment is none before it; data of a fast open (RFC 7413) is.
   *
   * @return this
   * @throws AssertionError if there is such data, or if the capture cannot tell
   */
  public ConnectionAssert hasNoDataBeforeEstablished() {
    return obeys(HandshakeRules.NO_DATA_BEFORE_ESTABLISHED);
  }

  /**
   * The smaller of the two maximum segment sizes that SYN and SYN-ACK announce is this (RFC 9293
   * section 3.7.1); without the option it is 536 bytes, over IPv6 1220. Each direction has a limit
   * of its own; the smaller one is what a common path allows.
   *
   * @param bytes the maximum segment size in bytes
   * @return this
   * @throws AssertionError if it is another, or if the capture cannot tell
   */
  public ConnectionAssert negotiatedMss(int bytes) {
    return obeys(new NegotiatedMss(bytes));
  }

  /**
   * Both SYN and SYN-ACK offer window scaling (RFC 7323 section 2.2), without which no more than
   * 65535 bytes are under way.
   *
   * @return this
   * @throws AssertionError if a side did not offer it, or if the capture cannot tell
   */
  public ConnectionAssert negotiatedWindowScaling() {
    return obeys(HandshakeRules.NEGOTIATED_WINDOW_SCALING);
  }

  /**
   * Both SYN and SYN-ACK carry timestamps (RFC 7323 section 3.2).
   *
   * @return this
   * @throws AssertionError if a side did not offer them, or if the capture cannot tell
   */
  public ConnectionAssert negotiatedTimestamps() {
    return obeys(HandshakeRules.NEGOTIATED_TIMESTAMPS);
  }

  /**
   * Both SYN and SYN-ACK permit selective acknowledgement (RFC 2018 section 2).
   *
   * @return this
   * @throws AssertionError if a side did not offer it, or if the capture cannot tell
   */
  public ConnectionAssert negotiatedSack() {
    return obeys(HandshakeRules.NEGOTIATED_SACK);
  }

  /**
   * The SYN asks for explicit congestion notification by ECE and CWR, and the SYN-ACK agrees by ECE
   * alone (RFC 3168 section 6.1.1). Accurate ECN, asked for by AE besides, is ECN too where the
   * SYN-ACK agrees to it or to the classic one (RFC 9768 section 3.1.2).
   *
   * @return this
   * @throws AssertionError if it was not asked for or not agreed to, or if the capture cannot tell
   */
  public ConnectionAssert negotiatedEcn() {
    return obeys(HandshakeRules.NEGOTIATED_ECN);
  }

  /**
   * The SYN carried data and the SYN-ACK acknowledged it (RFC 7413 section 4.2).
   *
   * @return this
   * @throws AssertionError if the SYN carried none or it was not taken, or if the capture cannot
   *     tell
   */
  public ConnectionAssert usedFastOpen() {
    return obeys(HandshakeRules.USED_FAST_OPEN);
  }

  /**
   * Timestamps were agreed on, and every segment without RST carries them (RFC 7323 section 3.2).
   *
   * @return this
   * @throws AssertionError if a segment carries none, or if the capture cannot tell
   */
  public ConnectionAssert carriesTimestampsThroughout() {
    return obeys(HandshakeRules.TIMESTAMPS_THROUGHOUT);
  }

  /**
   * No segment is larger than the maximum segment size that its receiver announced, its options
   * included (RFC 9293 section 3.7.1, MUST-16). A super-segment whose checksum was left to the
   * device, as on loopback, is cut by it and is no failure.
   *
   * <p>Cannot be told where larger segments arrive: the receiver's device may have joined them.
   *
   * @return this
   * @throws AssertionError if a sender exceeded it, or if the capture cannot tell
   */
  public ConnectionAssert neverExceedsNegotiatedMss() {
    return obeys(HandshakeRules.NEGOTIATED_MSS_KEPT);
  }

  /**
   * Neither side sent data, SYN or FIN twice (RFC 9293 section 3.8.1). Copies that the network
   * made, packets that overtook each other and keep-alives are no retransmissions.
   *
   * <p>On a loopback it holds, with a remark in the report, where all that was sent again is data
   * that this machine delivered late or in another order: nothing was lost, and nothing that a
   * client does can prevent it. The packets of each such resend must prove that it was needless
   * ({@link dev.tcpunit.dynamics.HostReordering}); {@link FlowAssert#hasRetransmissions} and all
   * counts include it.
   *
   * <p>Cannot be told where the connection is older than the capture or bytes of it were not
   * captured, or where the packets do not say if a segment was sent again or overtaken.
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
   * {@code close()} does with {@code SO_LINGER} 0, with received data unread, or when the process
   * ends. Whether the peer still accepted that RST is not asked. A SYN that is answered with RST is
   * refused, not aborted.
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
   * size of an alert, cannot be told from data that was lost.
   *
   * @return this
   * @throws AssertionError if data was lost, or if the capture cannot tell
   */
  public ConnectionAssert losesNoDataOnClose() {
    return obeys(TeardownRules.NO_DATA_LOST_ON_CLOSE);
  }

  /**
   * No data was sent after a RST, by neither side (RFC 9293 section 3.5.2).
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
   * sent it.
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

  /**
   * Its segments, in the order of capture, are what a pattern describes, from the first to the
   * last.
   *
   * <pre>{@code
   * assertThat(connection).follows("> S  < S.  > .  ( > data | < . )*  > F.  < F.  > .");
   * }</pre>
   *
   * <p>Where all fits, the pattern asks for more and the capture still runs, it waits for each
   * further segment, bounded by {@code tcpunit.settleTimeout}. Cannot be told where segments may be
   * missing from the capture or were not kept.
   *
   * @param pattern in the language of {@link SegmentPattern}
   * @return this
   * @throws AssertionError if they are not, showing how far the pattern got, what it expected there
   *     and what came, or if the capture cannot tell
   * @throws dev.tcpunit.pattern.SegmentPatternException if the text is no pattern
   */
  public ConnectionAssert follows(String pattern) {
    return follows(SegmentPattern.of(pattern));
  }

  /**
   * The same with a pattern that is used more than once.
   *
   * @param pattern what the connection should look like
   * @return this
   * @throws AssertionError if it does not, or if the capture cannot tell
   */
  public ConnectionAssert follows(SegmentPattern pattern) {
    return obeys(new FollowsPattern(pattern));
  }

  /**
   * What was captured is what the kernel knew of the connection's sockets when they were closed
   * ({@code TCP_INFO}, RFC 4898): segments and bytes sent again, bytes sent and acknowledged, at
   * each end that is on this machine. Other traffic does not matter to it.
   *
   * <p>Waits, bounded by {@code tcpunit.settleTimeout}, until the sockets are closed. Cannot be
   * told where one stays open, or unless the captured test still runs.
   *
   * @return this
   * @throws AssertionError if a number differs, with all of them side by side, or if it cannot be
   *     told
   */
  public ConnectionAssert matchesTcpInfo() {
    return obeys(new MatchesTcpInfo());
  }

  /**
   * The round-trip time is less: the smoothed one of each side's data, SRTT of RFC 6298 section 2
   * over all its round trips, as far as the capture sees their whole way. Where it stands on the
   * way, what it sees is less than the truth, and a violation all the same.
   *
   * <p>A round trip has in it what the receiver held its ACK back. Cannot be told where the capture
   * stands beside no side whose data was acknowledged.
   *
   * @param limit more than allowed
   * @return this
   * @throws AssertionError if it is as long or longer, or if the capture cannot tell
   */
  public ConnectionAssert hasRttBelow(Duration limit) {
    return obeys(new RttBelow(limit));
  }

  /**
   * The connection took no longer from its first segment to its last, close included (RFC 9293
   * section 3.3.2). Where the capture still runs it first waits, bounded by {@code
   * tcpunit.settleTimeout}, for the close.
   *
   * <p>Cannot be told where it was still open when the capture ended, or is older than it.
   *
   * @param limit the longest time allowed
   * @return this
   * @throws AssertionError if it lasted longer, or if the capture cannot tell
   */
  public ConnectionAssert lastsAtMost(Duration limit) {
    return obeys(new LastsAtMost(limit));
  }

  /**
   * A side whose peer did not answer any more gave up in time: by RST, by FIN, which is its program
   * closing, or by sending nothing more although its timer must have run out again (RFC 9293
   * section 3.8.3). Not answered is a SYN, data that nobody acknowledges, or a window that stays
   * closed, so that it was sent or probed again; the time counts from the first such segment. A
   * server that acknowledges a request and never responds has answered in this sense: see {@link
   * #lastsAtMost(Duration)}.
   *
   * <p>Cannot be told where nothing was sent again for want of an answer, or where the capture
   * ended before the side would have sent once more.
   *
   * <pre>{@code
   * link.apply(Faults.blackhole());
   * ...
   * assertThat(connection).within(Duration.ofSeconds(10)).givesUpWithin(Duration.ofSeconds(5));
   * }</pre>
   *
   * @param limit the longest time allowed
   * @return this
   * @throws AssertionError if a side tried for longer, or if the capture cannot tell
   */
  public ConnectionAssert givesUpWithin(Duration limit) {
    return obeys(new GivesUpWithin(limit));
  }

  /**
   * Between the segments of the connection, of either side, there was no longer pause (RFC 9293
   * section 3.8.4). Keep-alives and ACKs end a pause; what came after the last segment is not
   * judged.
   *
   * @param limit the longest pause allowed
   * @return this
   * @throws AssertionError if there was a longer one, or if the capture cannot tell
   */
  public ConnectionAssert hasNoIdleLongerThan(Duration limit) {
    return obeys(new NoIdle(limit));
  }

  /**
   * Wherever the connection stood still, the packets prove why (RFC 9293 section 3.8): an
   * application had nothing to send, a window was closed, a loss was repaired, an ACK was held
   * back. It stands still where neither side makes progress for longer than the shortest round trip
   * and 30 ms.
   *
   * <p>Cannot be told where the connection is older than the capture, or frames are missing.
   *
   * @return this
   * @throws AssertionError if it stood still for an unknown cause, or if the capture cannot tell
   */
  public ConnectionAssert hasNoUnexplainedStall() {
    return obeys(TimingRules.NO_UNEXPLAINED_STALL);
  }

  /**
   * No small segment waited, by Nagle's algorithm (RFC 9293 section 3.7.4), for an ACK that the
   * receiver held back (section 3.8.6.3): typically 40 ms lost, where a message is written in
   * several pieces and {@code TCP_NODELAY} is off.
   *
   * <p>Cannot be told where the connection stood still and the packets do not say why, such as on a
   * slow path that is captured beside the sender.
   *
   * @return this
   * @throws AssertionError if one did, or if the capture cannot tell
   */
  public ConnectionAssert hasNoNagleDelayedAckStall() {
    return obeys(ApplicationRules.NO_NAGLE_STALL);
  }

  /**
   * No small segment was held back until an ACK came although the window had room for it (Nagle's
   * algorithm, RFC 896, RFC 9293 section 3.7.4), whether the ACK was delayed or not: each piece of
   * a message that is written in several costs a round trip.
   *
   * <p>A wait counts from a millisecond on, and the segment must leave at once with the ACK. Only a
   * capture beside the sender shows that: on loopback, over a link, or on the sender's host. Nor
   * can it be told where the segment may have been written just when the ACK came, or have waited
   * for the congestion window, or for room in the send buffer: with 16 KiB or more under way.
   *
   * @return this
   * @throws AssertionError if one waited, or if the capture cannot tell
   */
  public ConnectionAssert hasNoNagleWait() {
    return obeys(ApplicationRules.NO_NAGLE_WAIT);
  }

  /**
   * The client, which sends {@code Expect: 100-continue}, sends no body before the server's 100
   * (Continue) or another answer has come, or it has waited a second (RFC 9110 section 10.1.1).
   *
   * <p>Where the payload was captured, the bytes tell where the head of a request ends. Without it
   * the client waits if it sends what looks like a head alone, one segment of at most 4096 bytes,
   * and then 25 bytes of the server, the length of a bare 100 (Continue), come before the rest; it
   * does not if it sends more than 65 536 bytes, more than a head has, before the server sends
   * anything. What fits both cannot be told.
   *
   * @return this
   * @throws AssertionError if it does not wait, or if the capture cannot tell
   */
  public ConnectionAssert waitsForContinue() {
    return obeys(ApplicationRules.WAITS_FOR_CONTINUE);
  }

  /**
   * No request whose head has {@code Expect: 100-continue} sends its body only after an answer to
   * the head, or a second after it (RFC 9110 section 10.1.1): that costs an upload a round trip,
   * and a second where the server does not know it.
   *
   * <p>It takes the payload of HTTP/1, captured by {@code @CaptureTcp(payload = Payload.FULL)}. It
   * cannot be told where no request has a body, or where a body came a while after its head though
   * nothing had answered that: the client may have waited for less than a second.
   *
   * @return this
   * @throws AssertionError if one waits, or if the capture cannot tell
   */
  public ConnectionAssert doesNotWaitForContinue() {
    return obeys(ApplicationRules.DOES_NOT_WAIT_FOR_CONTINUE);
  }

  /**
   * When the server answers a request before its end, as with 413 (RFC 9110 section 15.5.14), the
   * client writes nothing more of it. What its kernel had taken before may still be sent: it is
   * proof of the contrary where it was sent after nothing had been waiting to be, or is more than 4
   * MiB, the largest send buffer of Linux.
   *
   * <p>A client that sends nothing after the server's first data has stopped, however the bytes are
   * read. Otherwise it takes the payload of HTTP/1, captured by {@code @CaptureTcp(payload =
   * Payload.FULL)}: lengths do not tell a refusal from 100 (Continue), from the settings of HTTP/2,
   * from an echo, or from the answer to an earlier request. Nor can it be told where what was sent
   * afterwards may have been written before.
   *
   * @return this
   * @throws AssertionError if it wrote more, or if the capture cannot tell
   */
  public ConnectionAssert stopsOnEarlyResponse() {
    return obeys(ApplicationRules.STOPS_ON_EARLY_RESPONSE);
  }

  /**
   * Once the final response to a request has come, such as 401, 413 or 417 in place of 100
   * (Continue), no more of its body leaves the client (RFC 9110 sections 10.1.1 and 15.5.14). What
   * left while the response was under way does not count: a segment that acknowledges it does, and
   * so does what the kernel had taken before. Where only what the client writes is meant, see
   * {@link #stopsOnEarlyResponse()}.
   *
   * <p>A client that sends nothing after the server's first data keeps it, however the bytes are
   * read. Otherwise it takes the payload of HTTP/1, captured by {@code @CaptureTcp(payload =
   * Payload.FULL)}.
   *
   * @return this
   * @throws AssertionError if more was sent, or if the capture cannot tell
   */
  public ConnectionAssert sendsNoBodyAfterFinalResponse() {
    return obeys(ApplicationRules.NO_BODY_AFTER_FINAL_RESPONSE);
  }

  /**
   * Client and server took turns at most so often, as the client saw it: a turn is what one side
   * sends before the other speaks, so that a request and its response are two (RFC 9110 section
   * 3.4). Whoever waits for the other waits a round trip.
   *
   * <p>Every byte counts, also those of a login or of a TLS handshake; neither losses nor the sizes
   * of segments do. Elsewhere than beside the client it cannot be told where data of both sides
   * crossed on the way.
   *
   * <pre>{@code
   * assertThat(connection).hasAtMostTurns(2);
   * }</pre>
   *
   * @param turns how often at most
   * @return this
   * @throws AssertionError if there were more, or if the capture cannot tell
   */
  public ConnectionAssert hasAtMostTurns(int turns) {
    return obeys(new AtMostTurns(turns));
  }

  /**
   * Whenever nothing was sent for so long, a keep-alive was (RFC 9293 section 3.8.4, MUST-24), and
   * none sooner. An eighth more or less is allowed, and 50 ms for a busy machine: timers are
   * coarse.
   *
   * <p>Cannot be told where the connection was never idle for so long.
   *
   * @param interval the idle time and the interval that the sockets are set to
   * @return this
   * @throws AssertionError if one is missing or came sooner, or if the capture cannot tell
   */
  public ConnectionAssert sendsKeepAliveEvery(Duration interval) {
    return obeys(new KeepAliveEvery(interval));
  }

  /**
   * Assertions on what the client sent, such as {@code client(c -> c.hasByteCount(154297))}.
   *
   * @param assertions gets the flow from client to server
   * @return this
   */
  public final ConnectionAssert client(Consumer<FlowAssert> assertions) {
    return flow(Side.CLIENT::of, assertions);
  }

  /**
   * Assertions on what the server sent.
   *
   * @param assertions gets the flow from server to client
   * @return this
   */
  public final ConnectionAssert server(Consumer<FlowAssert> assertions) {
    return flow(Side.SERVER::of, assertions);
  }

  /**
   * Assertions on the side that sent more payload, whoever opened the connection: the server's
   * where it connects back to the client to send, the client's if both sent as much.
   *
   * <pre>{@code
   * assertThat(connection).upload(u -> u.hasByteCount(154297).hasNoRetransmissions());
   * }</pre>
   *
   * @param assertions gets the flow that carried more
   * @return this
   */
  public final ConnectionAssert upload(Consumer<FlowAssert> assertions) {
    return flow(Side.UPLOAD::of, assertions);
  }

  private ConnectionAssert flow(
      Function<Connection, Flow> direction, Consumer<FlowAssert> assertions) {
    isNotNull();
    // Under soft assertions the test goes on.
    List<Flow> flows = actual == null ? List.of() : List.of(direction.apply(actual));
    return each(flows, Subject.FLOW, assertions);
  }
}
