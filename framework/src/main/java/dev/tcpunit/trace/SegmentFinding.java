package dev.tcpunit.trace;

/**
 * What else is to be said of a segment beside its {@link SegmentKind}; several may hold at once.
 */
public enum SegmentFinding {
  /**
   * A retransmission that was not needed: the bytes had arrived (DSACK, or acknowledged before).
   */
  SPURIOUS,
  /** Announces a window of zero. */
  ZERO_WINDOW,
  /** Fills the window that the peer announced. */
  WINDOW_FULL,
  /** Carries bytes beyond the window that the peer announced. */
  WINDOW_EXCEEDED,
  /** Takes back window that had been announced (RFC 9293 s3.8.6, SHLD-14). */
  WINDOW_SHRUNK,
  /** Reports bytes that arrived twice (RFC 2883). */
  DUPLICATE_SACK,
  /** Acknowledges bytes that were never captured. */
  ACK_OF_UNSEEN_BYTES,
  /** Its option list contradicts itself. */
  MALFORMED_OPTIONS,
  /** Carries SACK blocks (RFC 2018). */
  SACK,
  /** Carries bytes that were captured before, and not the same ones. */
  INCONSISTENT_RETRANSMISSION,
  /**
   * Carries bytes that were captured before, maybe other ones: the payload was not captured, not
   * kept by the analysis, or captured too long ago.
   */
  UNCOMPARED_RETRANSMISSION,
  /**
   * Captured after segments that were sent after it, though its receiver reported no hole. Several
   * processors of one host may write packets in another order than they were sent and received; but
   * a receiver that takes several packets at once may have had a hole without a word, too.
   */
  CAPTURED_LATE,
  /** A snap length cut its option list off: what it carries there is not known. */
  OPTIONS_CUT
}
