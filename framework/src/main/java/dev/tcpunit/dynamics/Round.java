package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * One round trip of a flow: from a segment until something that was sent after it began is
 * acknowledged. In slow start a sender may send twice as much in each as in the one before (RFC
 * 5681 section 3.1).
 *
 * @param number from 1
 * @param first the data segment that begins it
 * @param last the acknowledgement that ends it, or the last segment captured in it
 * @param bytesSent new payload bytes sent in it
 * @param maxFlight the largest flight size in it, in bytes (RFC 5681 section 2)
 * @param hasResend whether something was sent again in it
 */
public record Round(
    int number, Segment first, Segment last, long bytesSent, long maxFlight, boolean hasResend) {

  /**
   * How long it took.
   *
   * @return nanoseconds
   */
  public long durationNanos() {
    return Math.max(0, last.timeNanos() - first.timeNanos());
  }
}
