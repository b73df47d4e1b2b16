package dev.tcpunit.trace;

/**
 * What the endpoint that a segment reaches makes of it (RFC 9293 section 3.10.7, RFC 5961, RFC 7323
 * section 5). Only what is accepted acknowledges, opens, closes, resets, or moves a window.
 *
 * <p>It is told for the place of the capture: a segment that was lost or damaged behind it was
 * accepted as far as the capture knows. Of a connection that was captured at both ends it is told
 * where the segment arrived.
 *
 * <p>Example: {@code connection.segments().stream().filter(s -> s.acceptance() ==
 * Acceptance.IGNORED)}.
 */
public enum Acceptance {
  /** Its receiver takes it, or nothing speaks against that. */
  ACCEPTED,
  /** Its receiver discards it, perhaps with an ACK in reply. */
  IGNORED,
  /** Stacks differ here, or the capture does not show what the receiver had; nor did it later. */
  UNDECIDED
}
