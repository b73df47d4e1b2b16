package dev.tcpunit.trace;

/** What a segment is within its flow: the one thing about it that counts most. */
public enum SegmentKind {
  /** Carries the next bytes in sequence (data, SYN or FIN). */
  NEW,
  /** Starts beyond the highest byte seen: the bytes before it were not captured, or not yet. */
  NEW_AFTER_GAP,
  /** Carries bytes again that the endpoint had sent before. */
  RETRANSMISSION,
  /** Fills a gap, but was sent before the segments that overtook it (RFC 4737). */
  REORDERED,
  /** The same packet again, copied by the network and not sent again by the endpoint. */
  NETWORK_DUPLICATE,
  /**
   * No byte or one byte just before the next one, to see if the peer is there (RFC 9293 s3.8.4).
   */
  KEEP_ALIVE,
  /**
   * Sent against a closed window to see if it has opened: the next byte (RFC 9293 s3.8.6.1), or as
   * Linux does it no byte, just before the next.
   */
  ZERO_WINDOW_PROBE,
  /** Carries nothing but an acknowledgement. */
  ACK,
  /** Acknowledges again what was acknowledged, while data is outstanding (RFC 5681 s2). */
  DUPLICATE_ACK,
  /** Acknowledges nothing new, but announces another window. */
  WINDOW_UPDATE,
  /** Answers a keep-alive. */
  KEEP_ALIVE_ACK,
  /** Carries RST: the connection is aborted (RFC 9293 s3.5.2). */
  RESET,
  /**
   * The packets do not tell what it is: it fills a gap and may be resent or overtaken, or it lies
   * where no segment of this flow can lie.
   */
  UNDECIDED;

  /**
   * Whether it carries data, SYN or FIN that comes next or further on.
   *
   * @return true for {@link #NEW} and {@link #NEW_AFTER_GAP}
   */
  public boolean isNew() {
    return this == NEW || this == NEW_AFTER_GAP;
  }
}
