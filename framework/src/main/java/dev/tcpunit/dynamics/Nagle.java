package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;

/** Whether a sender keeps to Nagle's algorithm (RFC 896, RFC 9293 section 3.7.4). */
final class Nagle {
  private Nagle() {}

  /**
   * Whether it is seen to be off: a small segment left while a small one before it was not
   * acknowledged. Stacks let a small one follow full ones, and a FIN waits for nothing.
   */
  static boolean isOff(FlowLog log) {
    boolean beside = log.flow().connection().vantagePoint().isBeside(log.sender());
    long smallEnd = Long.MIN_VALUE;
    for (Segment segment : log.segments()) {
      if (beside && isSmall(segment, log)) {
        if (smallEnd > log.acknowledgedBefore(segment.index())) {
          return true;
        }
        smallEnd = FlowLog.payloadEnd(segment);
      }
    }
    return false;
  }

  private static boolean isSmall(Segment segment, FlowLog log) {
    return log.carriesData(segment)
        && segment.kind() == SegmentKind.NEW
        && segment.length() % log.fullSize() != 0
        && !segment.has(TcpFlags.FIN);
  }
}
