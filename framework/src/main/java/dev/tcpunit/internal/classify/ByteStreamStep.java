package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowPayload.Comparison;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;

/** Adds the bytes of a segment to what was seen of its flow. */
final class ByteStreamStep implements Step {
  private final SendHistory history;

  ByteStreamStep(SendHistory history) {
    this.history = history;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    FlowState flow = at.flow;
    long start = at.dataStart();
    if (at.segment.payloadLength == 0
        || result.isProbe()
        || WindowStep.isFarBeyond(flow, at.peer, start)) {
      return true;
    }
    if (start >= flow.end) {
      extend(at, start, at.dataEnd());
      IpIds.noteNew(flow, at.segment.ipId);
    } else {
      onLowData(at, result, start, at.dataEnd());
    }
    if (flow.payload != null) {
      flow.payload.take(start, at.segment);
    }
    return true;
  }

  /** A segment that starts below the highest byte seen. */
  private void onLowData(PlacedSegment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    long bytes = flow.bytes();
    if (start < flow.first()) {
      onDataBeforeFirst(at, start, end);
    } else if (result.kind != SegmentKind.NETWORK_DUPLICATE) {
      absorb(at, start, end);
    }
    onRepeated(at, result, end - start - (flow.bytes() - bytes));
  }

  /** So many of the segment's bytes were captured before. */
  private static void onRepeated(PlacedSegment at, Classification result, long bytes) {
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

  /** Sent before the capture began, or sent again since: the packets before would have told. */
  private void onDataBeforeFirst(PlacedSegment at, long start, long end) {
    FlowState flow = at.flow;
    if (flow.is(FlowState.SYN_SEEN)) {
      return;
    }
    if (end < flow.first()) {
      openBelow(at, end);
    }
    flow.rare().bytesBeforeFirst = (int) (1 - start);
    absorb(at, start, end);
  }

  /** The gap was skipped by the segment that was captured first. */
  private void openBelow(PlacedSegment at, long end) {
    FlowState flow = at.flow;
    long opener = at.entry;
    for (long e = history.previous(at.entry); history.holds(e); e = history.previous(e)) {
      if (history.start(e) == flow.first() && history.is(e, SendHistory.OCCUPIES)) {
        opener = e;
      }
    }
    gapsOf(flow).prepend(end, flow.first(), history.nanos(opener), opener);
  }

  /** Bytes below the highest are now seen, and maybe some above. */
  private static void absorb(PlacedSegment at, long start, long end) {
    FlowState flow = at.flow;
    GapList gaps = flow.gaps();
    if (gaps != null && gaps.fill(start, Math.min(end, flow.end)) > 0) {
      onFilled(at, gaps);
    }
    if (end > flow.end) {
      extend(at, flow.end, end);
    }
  }

  /** What was acknowledged has come after all: nothing of it was never captured. */
  private static void onFilled(PlacedSegment at, GapList gaps) {
    FlowState flow = at.flow;
    RareFacts acker = at.peer.rareOrNull();
    boolean whole =
        flow.acknowledgedTo <= flow.next()
            && (gaps.size() == 0 || gaps.from(0) >= flow.acknowledgedTo);
    if (acker != null && whole) {
      acker.acksOfBytesSeenLater = acker.get(FlowCount.ACKS_OF_UNSEEN_BYTES);
    }
  }

  static void extend(PlacedSegment at, long start, long end) {
    extend(at.flow, start, end, at.segment.timeNanos, at.entry);
  }

  /**
   * The flow goes on to an offset.
   *
   * @param start where what goes on so begins: there is a gap if it is beyond all bytes
   * @param entry the segment that shows it, captured at that time
   */
  static void extend(FlowState flow, long start, long end, long nanos, long entry) {
    if (start > flow.end) {
      gapsOf(flow).append(flow.end, start, nanos, entry);
    }
    flow.end = Math.max(flow.end, end);
  }

  private static GapList gapsOf(FlowState flow) {
    RareFacts facts = flow.rare();
    if (facts.gaps == null) {
      facts.gaps = new GapList();
    }
    return facts.gaps;
  }
}
