package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * A small segment that its sender held back until all small ones before it were acknowledged
 * (Nagle, RFC 896, RFC 9293 section 3.7.4), though the receiver's window had room for it.
 *
 * @param before the sender's last segment before it
 * @param acknowledgement the one that it waited for
 * @param held the segment itself
 * @param proven false where something else explains the same packets: it was written just then, or
 *     the congestion window or the send buffer was full
 */
public record NagleWait(Segment before, Segment acknowledgement, Segment held, boolean proven) {

  /**
   * How long it waited at most: an application writes unseen.
   *
   * @return nanoseconds from the segment before it to the acknowledgement
   */
  public long nanos() {
    return acknowledgement.timeNanos() - before.timeNanos();
  }
}
