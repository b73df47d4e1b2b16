package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionState;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.SegmentKind;

/**
 * Decides whether a segment that fills a gap was sent before the segment that skipped the gap, and
 * so was overtaken, or after it, and so was sent again.
 */
final class OriginJudge {
  private final SendHistory history;
  private final VantageFinder vantage;

  OriginJudge(SendHistory history, VantageFinder vantage) {
    this.history = history;
    this.vantage = vantage;
  }

  SegmentKind judge(Moment at, GapList gaps, int gap) {
    long age = at.segment.timeNanos - gaps.openedNanos(gap);
    if (isTooSoonToReact(at, age)) {
      return SegmentKind.REORDERED;
    }
    int order = SendOrder.compare(history, at.flow, at.entry, gaps.openerEntry(gap));
    if (order != 0) {
      return order > 0 ? SegmentKind.RETRANSMISSION : SegmentKind.REORDERED;
    }
    if (vantage.isBesideSender(at)) {
      return SegmentKind.RETRANSMISSION;
    }
    return wasReported(at) ? SegmentKind.RETRANSMISSION : SegmentKind.UNDECIDED;
  }

  /**
   * A sender learns of a loss from what the receiver says about later segments. Nothing that comes
   * within half a round trip of the skipping segment can be an answer to that.
   */
  private static boolean isTooSoonToReact(Moment at, long age) {
    ConnectionState connection = at.connection;
    boolean known = connection.establishedNanos != ConnectionState.NEVER;
    return known && age < (connection.establishedNanos - connection.startNanos) / 2;
  }

  /** The receiver asked for it: three duplicate ACKs, or SACK blocks above it. */
  private static boolean wasReported(Moment at) {
    FlowState flow = at.flow;
    return flow.duplicateAcks >= CauseFinder.DUPLICATE_THRESHOLD
        || flow.loss() != null && flow.loss().highestSacked() > at.dataStart();
  }
}
