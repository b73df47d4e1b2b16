package dev.tcpunit.trace;

import java.util.Optional;

/**
 * How a connection was closed (RFC 9293 section 3.6).
 *
 * @param state how far it came
 * @param first who closed first, by FIN or RST; empty while open
 */
public record Teardown(State state, Optional<Role> first) {

  /** How far the close came. */
  public enum State {
    /** Each side's FIN follows all of its data, and each FIN is acknowledged; no RST. */
    CLEAN,
    /** One side sent FIN, which was acknowledged; the other has not closed. */
    HALF_CLOSED,
    /** A RST ended it. */
    RESET,
    /** No side has closed. */
    OPEN,
    /**
     * A side began to close, and the capture does not show how that ended: a FIN is not
     * acknowledged, or data follows it.
     */
    CANNOT_TELL
  }
}
