package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.SegmentKind;

/** Judges data that start below the highest byte seen: sent again, out of order, or copied. */
final class LowDataClassifier implements Step {
  private final SendHistory history;
  private final OriginJudge origins;
  private final CaptureOrder order;

  LowDataClassifier(SendHistory history, VantageFinder vantage, CaptureOrder order) {
    this.history = history;
    this.order = order;
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
      origins.judge(at, gaps.openerEntry(gap), gaps.openedNanos(gap), result);
      if (result.kind == SegmentKind.REORDERED) {
        order.onLate(at, result);
      }
    } else if (end <= flow.end && Copies.isCopy(history, at, result)) {
      Copies.count(at, result);
    } else if (end <= flow.end && gap < 0) {
      origins.judgeRepeated(at, result);
    } else {
      result.kind = SegmentKind.RETRANSMISSION;
    }
  }
}
