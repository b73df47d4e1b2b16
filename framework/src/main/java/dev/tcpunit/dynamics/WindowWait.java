package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * A time during which a sender that had more to send had used up the receiver's window: less was
 * left than a full segment, or half the largest window where that is less (RFC 9293 section
 * 3.8.6.2.1).
 *
 * @param last the last data that it sent before
 * @param opening the receiver's segment that let it go on
 * @param resumed the new data that it sent at once when the window had opened
 */
public record WindowWait(Segment last, Segment opening, Segment resumed) {

  /**
   * How long it waited.
   *
   * @return nanoseconds, from the last data before to the first after
   */
  public long nanos() {
    return resumed.timeNanos() - last.timeNanos();
  }
}
