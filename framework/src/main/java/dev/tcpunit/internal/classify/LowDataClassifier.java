package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.SegmentKind;

/** Judges data that start below the highest byte seen: sent again, out of order, or copied. */
final class LowDataClassifier implements Step {
  private final SendHistory history;
  private final OriginJudge origins;

  LowDataClassifier(SendHistory history, VantageFinder vantage) {
    this.history = history;
    origins = new OriginJudge(history, vantage);
  }

  @Override
  public boolean take(Moment at, Classification result) {
    FlowState flow = at.flow;
    long start = at.dataStart();
    if (at.segment.payloadLength == 0
        || start >= flow.end
        || result.isProbe()
        || WindowTracker.isFarBeyond(flow, start)) {
      return true;
    }
    if (start < flow.first()) {
      result.kind = SegmentKind.UNDECIDED;
    } else {
      judge(at, result, start, at.dataEnd());
    }
    return true;
  }

  private void judge(Moment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    GapList gaps = flow.gaps();
    int gap = gaps == null ? -1 : gaps.find(start, end);
    boolean fillsOnly =
        end <= flow.end && gap >= 0 && gaps.from(gap) <= start && end <= gaps.to(gap);
    if (fillsOnly) {
      result.kind = origins.judge(at, gaps.openerEntry(gap), gaps.openedNanos(gap));
    } else if (end <= flow.end && Copies.isCopy(history, at)) {
      Copies.count(at, result);
    } else {
      boolean late = end <= flow.end && gap < 0 && origins.isOlderThanItsResend(at);
      result.kind = late ? SegmentKind.REORDERED : SegmentKind.RETRANSMISSION;
    }
  }
}
