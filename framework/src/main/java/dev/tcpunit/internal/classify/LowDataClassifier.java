package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowPayload.Comparison;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;

/** Takes data that start below the highest byte seen: sent again, out of order, or copied. */
final class LowDataClassifier implements Step {
  private final SendHistory history;
  private final Resends resends;
  private final OriginJudge origins;

  LowDataClassifier(SendHistory history, Resends resends, VantageFinder vantage) {
    this.history = history;
    this.resends = resends;
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
    long end = at.dataEnd();
    long bytes = flow.bytes();
    onLowData(at, result, start, end);
    onRepeated(at, result, end - start - (flow.bytes() - bytes));
    if (flow.payload != null) {
      flow.payload.take(start, at.segment);
    }
    return true;
  }

  /** So many of the segment's bytes were captured before. */
  private static void onRepeated(Moment at, Classification result, long bytes) {
    if (bytes == 0) {
      return;
    }
    Comparison comparison =
        at.flow.payload == null
            ? Comparison.NOT_KEPT
            : at.flow.payload.compare(at.dataStart(), at.segment, bytes);
    switch (comparison) {
      case OTHER -> result.find(SegmentFinding.INCONSISTENT_RETRANSMISSION);
      case NOT_KEPT -> result.find(SegmentFinding.UNCOMPARED_RETRANSMISSION);
      case SAME -> {}
    }
  }

  /** A segment that starts below the highest byte seen. */
  private void onLowData(Moment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    if (start < flow.first()) {
      result.kind = SegmentKind.UNDECIDED;
      onDataBeforeFirst(at, start, end);
      return;
    }
    GapList gaps = flow.gaps();
    int gap = gaps == null ? -1 : gaps.find(start, end);
    boolean fillsOnly =
        end <= flow.end && gap >= 0 && gaps.from(gap) <= start && end <= gaps.to(gap);
    if (fillsOnly) {
      result.kind = origins.judge(at, gaps.openerEntry(gap), gaps.openedNanos(gap));
    } else if (end <= flow.end && Copies.isCopy(history, at)) {
      Resends.copied(at, result);
      return;
    } else {
      boolean late = end <= flow.end && gap < 0 && origins.isOlderThanItsResend(at);
      result.kind = late ? SegmentKind.REORDERED : SegmentKind.RETRANSMISSION;
    }
    account(at, result);
    absorb(at, start, end);
  }

  private void account(Moment at, Classification result) {
    if (result.kind == SegmentKind.RETRANSMISSION) {
      resends.resent(at, result);
    } else if (result.kind == SegmentKind.REORDERED) {
      at.flow.rare().increment(FlowCount.REORDERED);
    }
  }

  /** Sent before the capture began, or sent again since: the packets before would have told. */
  private static void onDataBeforeFirst(Moment at, long start, long end) {
    FlowState flow = at.flow;
    if (flow.is(FlowState.SYN_SEEN)) {
      return;
    }
    if (end < flow.first()) {
      Resends.gapsOf(flow).prepend(end, flow.first(), at.segment.timeNanos, at.entry);
    }
    flow.rare().bytesBeforeFirst = (int) (1 - start);
    absorb(at, start, end);
  }

  /** Bytes below the highest are now seen, and maybe some above. */
  private static void absorb(Moment at, long start, long end) {
    FlowState flow = at.flow;
    if (flow.gaps() != null) {
      flow.gaps().fill(start, Math.min(end, flow.end));
    }
    if (end > flow.end) {
      Resends.extend(at, flow.end, end);
    }
  }
}
