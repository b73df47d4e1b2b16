package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.SegmentKind;

/** Judges data that start below the highest byte seen: sent again, out of order, or copied. */
final class LowDataStep implements Step {
  private final SendHistory history;
  private final OriginJudge origins;
  private final CaptureOrderStep order;

  LowDataStep(SendHistory history, OriginJudge origins, CaptureOrderStep order) {
    this.history = history;
    this.origins = origins;
    this.order = order;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    FlowState flow = at.flow;
    long start = at.dataStart();
    if (at.segment.payloadLength == 0
        || start >= flow.end
        || result.isProbe()
        || WindowStep.isFarBeyond(flow, at.peer, start)) {
      return true;
    }
    if (start < flow.first()) {
      judgeBeforeFirst(at, result);
    } else {
      judge(at, result, start, at.dataEnd());
    }
    return true;
  }

  private void judge(PlacedSegment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    GapList gaps = flow.gaps();
    int gap = gaps == null ? -1 : gaps.find(start, end);
    boolean fillsOnly =
        end <= flow.end && gap >= 0 && gaps.from(gap) <= start && end <= gaps.to(gap);
    if (fillsOnly) {
      origins.judgeUnseen(at, gaps.openerEntry(gap), gaps.openedNanos(gap), result);
      if (result.kind == SegmentKind.REORDERED) {
        order.onLate(at, result);
      }
    } else if (end <= flow.end && gap < 0) {
      origins.judgeSeen(at, result);
    } else {
      origins.judgePartlySeen(at, result);
    }
  }

  /** Sent before the capture began, or again since; the first that was captured may tell. */
  private void judgeBeforeFirst(PlacedSegment at, Classification result) {
    long first = SendHistory.NONE;
    long entry = history.previous(at.entry);
    while (history.holds(entry)) {
      if (history.start(entry) == at.flow.first() && history.is(entry, SendHistory.OCCUPIES)) {
        first = entry;
      }
      entry = history.previous(entry);
    }
    if (at.flow.is(FlowState.SYN_SEEN) || !history.holds(first)) {
      result.kind = SegmentKind.UNDECIDED;
    } else {
      origins.judgeUnseen(at, first, history.nanos(first), result);
    }
  }
}
