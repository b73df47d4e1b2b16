package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * The retransmission timer ran out (RFC 6298 section 5), and a segment was sent again.
 *
 * @param resend the segment
 * @param waitedNanos how long the sender had waited: since it last sent these bytes, or since the
 *     peer last acknowledged anything new, whichever came later
 * @param backOff how many times the timer had run out before without progress since: 0 for the
 *     first; the timer doubles each time (section 5.5)
 */
public record Timeout(Segment resend, long waitedNanos, int backOff) {}
