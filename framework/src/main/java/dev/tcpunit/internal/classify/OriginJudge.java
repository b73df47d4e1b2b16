package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionState;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.SeqNumber;
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
    int order = orderOf(at, gaps.openerEntry(gap));
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

  /** Positive if sent after the other segment, negative if before, 0 if not known. */
  private int orderOf(Moment at, long opener) {
    if (!history.holds(opener)) {
      return 0;
    }
    boolean ids =
        history.is(at.entry, SendHistory.HAS_IP_ID)
            && history.is(opener, SendHistory.HAS_IP_ID)
            && !at.flow.is(FlowState.IP_ID_ERRATIC);
    int byId = ids ? (short) (history.ipId(at.entry) - history.ipId(opener)) : 0;
    if (byId != 0) {
      return byId;
    }
    boolean stamps =
        history.is(at.entry, SendHistory.HAS_TIMESTAMP)
            && history.is(opener, SendHistory.HAS_TIMESTAMP);
    return stamps ? SeqNumber.distance(history.tsVal(opener), history.tsVal(at.entry)) : 0;
  }

  /** The receiver asked for it: three duplicate ACKs, or SACK blocks above it. */
  private static boolean wasReported(Moment at) {
    FlowState flow = at.flow;
    return flow.duplicateAcks >= CauseFinder.DUPLICATE_THRESHOLD
        || flow.loss != null && flow.loss.highestSacked() > at.dataStart();
  }
}
