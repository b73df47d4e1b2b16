package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;

/** Judges data beyond the highest byte seen. */
final class NewDataStep implements Step {
  private final SendHistory history;
  private final OriginJudge origins;
  private final VantageFinder vantage;

  NewDataStep(SendHistory history, OriginJudge origins, VantageFinder vantage) {
    this.history = history;
    this.origins = origins;
    this.vantage = vantage;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    FlowState flow = at.flow;
    long start = at.dataStart();
    if (at.segment.payloadLength == 0 || result.isProbe()) {
      return true;
    }
    if (WindowStep.isFarBeyond(flow, at.peer, start)) {
      result.kind = SegmentKind.NEW_AFTER_GAP;
    } else if (start >= flow.end) {
      judge(at, result, start, at.dataEnd());
    }
    return true;
  }

  private void judge(PlacedSegment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    if (flow.is(FlowState.DATA_ANNOUNCED)) {
      onAnnouncedData(at, result, start, end);
    } else {
      result.kind = kind(flow, start);
    }
  }

  /**
   * Bytes that a segment without data was sent after: they came late, or are sent again. On a
   * loopback, which may write the two in either order, that puts no byte out of order.
   */
  private void onAnnouncedData(PlacedSegment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    RareFacts facts = flow.rare();
    if (start < facts.announcedTo && history.holds(facts.announcedBy)) {
      long announcer = facts.announcedBy;
      origins.judgeUnseen(at, announcer, history.nanos(announcer), result);
      if (result.kind == SegmentKind.REORDERED && vantage.isOnLoopback(at)) {
        result.kind = kind(flow, start);
        result.find(SegmentFinding.CAPTURED_LATE);
      }
    } else {
      result.kind = kind(flow, start);
    }
    if (end >= facts.announcedTo) {
      flow.clear(FlowState.DATA_ANNOUNCED);
    }
  }

  private static SegmentKind kind(FlowState flow, long start) {
    return start == flow.end ? SegmentKind.NEW : SegmentKind.NEW_AFTER_GAP;
  }
}
