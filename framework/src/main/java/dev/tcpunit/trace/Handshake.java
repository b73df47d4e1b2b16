package dev.tcpunit.trace;

import java.util.OptionalLong;

/**
 * How a connection was opened (RFC 9293 section 3.5).
 *
 * @param state how far it came
 * @param rttNanos from the SYN to the ACK that answers the SYN-ACK, in nanoseconds, as seen from
 *     here; empty unless completed, or if a SYN or SYN-ACK was sent more than once
 */
public record Handshake(State state, OptionalLong rttNanos) {

  /** How far the handshake came. */
  public enum State {
    /** SYN, SYN-ACK and ACK, each acknowledging exactly the one before. */
    COMPLETED,
    /** The SYN got no answer. */
    UNANSWERED,
    /** The SYN was answered with RST. */
    REFUSED,
    /** It began and did not come to its end. */
    INCOMPLETE,
    /** The connection was there before the capture, or its SYN was not captured. */
    NOT_CAPTURED
  }
}
