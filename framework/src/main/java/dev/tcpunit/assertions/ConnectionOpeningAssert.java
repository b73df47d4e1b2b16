package dev.tcpunit.assertions;

import dev.tcpunit.internal.rule.baseline.ConnectionMatchesBaseline;
import dev.tcpunit.internal.rule.handshake.CompletedHandshakeWithin;
import dev.tcpunit.internal.rule.handshake.HandshakeRules;
import dev.tcpunit.internal.rule.handshake.NegotiatedMss;
import dev.tcpunit.internal.rule.lifecycle.InConnectionState;
import dev.tcpunit.internal.rule.lifecycle.LifecycleRules;
import dev.tcpunit.internal.rule.lifecycle.WithHistory;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link ConnectionAssert} about how a connection was opened and what became of it as a
 * whole: the rules of the groups handshake, lifecycle and baseline. Users see one class.
 */
abstract class ConnectionOpeningAssert extends RuleAssert<ConnectionAssert, Connection> {
  ConnectionOpeningAssert(@Nullable Connection actual) {
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
   * {@link ConnectionAssert#hasCleanFin() hasCleanFin()}.
   *
   * <p>Waits for the close as {@link ConnectionAssert#hasCleanFin() hasCleanFin()} does.
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
   * programs read and write: {@link ConnectionAssert#follows(String)} can leave that open.
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
   * The SYN asks for accurate ECN by AE, CWR and ECE, and the SYN-ACK agrees to that (RFC 9768
   * section 3.1.2): not to the classic one, as a server that knows only that does, which is enough
   * for {@link #negotiatedEcn()}.
   *
   * @return this
   * @throws AssertionError if it was not asked for or not agreed to, or if the capture cannot tell
   */
  public ConnectionAssert negotiatedAccurateEcn() {
    return obeys(HandshakeRules.NEGOTIATED_ACCURATE_ECN);
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
   * SYN and SYN-ACK offered Multipath TCP (RFC 8684 section 3.1), or joined a connection of it. A
   * server that does not know it, or a middlebox that strips options, has the connection fall back
   * to TCP, without a word to the program. That an end falls back later, because its option does
   * not arrive with the data, the handshake does not show.
   *
   * @return this
   * @throws AssertionError if one of the two did not offer it, or if the capture cannot tell
   */
  public ConnectionAssert usedMptcp() {
    return obeys(HandshakeRules.USED_MPTCP);
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
}
