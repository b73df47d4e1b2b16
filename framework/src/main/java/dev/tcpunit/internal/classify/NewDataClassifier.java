package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.SegmentKind;

/** Judges data beyond the highest byte seen. */
final class NewDataClassifier implements Step {
  private final SendHistory history;

  NewDataClassifier(SendHistory history) {
    this.history = history;
  }

  @Override
  public boolean take(Moment at, Classification result) {
    FlowState flow = at.flow;
    long start = at.dataStart();
    if (at.segment.payloadLength == 0 || result.isProbe()) {
      return true;
    }
    if (WindowTracker.isFarBeyond(flow, start)) {
      result.kind = SegmentKind.NEW_AFTER_GAP;
    } else if (start >= flow.end) {
      judge(at, result, start, at.dataEnd());
    }
    return true;
  }

  private void judge(Moment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    if (flow.is(FlowState.DATA_ANNOUNCED)) {
      onAnnouncedData(at, result, start, end);
    } else {
      result.kind = start == flow.end ? SegmentKind.NEW : SegmentKind.NEW_AFTER_GAP;
    }
  }

  /**
   * Bytes that a segment without data was sent after. Two processors may write it before them, and
   * that puts no byte out of order: only what was sent after it is known to have been sent again.
   */
  private void onAnnouncedData(Moment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    RareFacts facts = flow.rare();
    boolean again =
        start < facts.announcedTo
            && history.holds(facts.announcedBy)
            && SendOrder.compare(history, flow, at.entry, facts.announcedBy) > 0;
    if (again) {
      result.kind = SegmentKind.RETRANSMISSION;
      result.evidence = SendOrder.evidence(history, flow, at.entry, facts.announcedBy);
    } else {
      result.kind = start == flow.end ? SegmentKind.NEW : SegmentKind.NEW_AFTER_GAP;
    }
    if (end >= facts.announcedTo) {
      flow.clear(FlowState.DATA_ANNOUNCED);
    }
  }
}
