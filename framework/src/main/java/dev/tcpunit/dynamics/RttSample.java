package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * One measured round trip: a segment, and the acknowledgement that it brought about.
 *
 * @param method what ties the two together
 * @param sent the segment
 * @param acknowledgement the peer's segment that acknowledges it
 * @param nanos from the one to the other at the place of the capture, in nanoseconds
 */
public record RttSample(Method method, Segment sent, Segment acknowledgement, long nanos) {

  /** What ties an acknowledgement to the segment that it answers. */
  public enum Method {
    /**
     * It covers a segment that was sent only once (Karn's rule, RFC 6298 section 3), and nothing
     * that was sent again.
     */
    SENT_ONCE,
    /** It echoes the segment's timestamp and acknowledges new data (RFC 7323 section 4). */
    TIMESTAMP
  }
}
