package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentFinding;

/**
 * Finds retransmissions that were not needed: the bytes had been acknowledged before, or the
 * receiver reports by a DSACK that they arrived twice (RFC 2883).
 */
final class SpuriousDetector {
  private final SendHistory history;

  SpuriousDetector(SendHistory history) {
    this.history = history;
  }

  void onRetransmission(PlacedSegment at, Classification result) {
    FlowState flow = at.flow;
    boolean had =
        flow.acknowledgedTo >= at.dataEnd()
            || flow.loss() != null && flow.loss().sacked.contains(at.dataStart(), at.dataEnd());
    if (had) {
      result.find(SegmentFinding.SPURIOUS);
      markSpurious(flow, at.entry);
    }
  }

  /** Takes the SACK blocks of an acknowledgement, before its cumulative part is taken. */
  void onSackBlocks(PlacedSegment at, Classification result) {
    FlowState acked = at.peer;
    DecodedSegment segment = at.segment;
    LossState loss = acked.lossOrNew(at.segment.timeNanos);
    boolean duplicate = isDuplicateSack(acked, segment, at.ack);
    for (int i = 0; i < segment.sackBlocks; i++) {
      long from = acked.offset(segment.sackEdges[2 * i]);
      long to = acked.offset(segment.sackEdges[2 * i + 1]);
      if (i == 0 && duplicate) {
        result.find(SegmentFinding.DUPLICATE_SACK);
        onDuplicate(at, from, to);
      } else if (from >= at.ack && to > from && to <= acked.next()) {
        loss.onSack(from, to);
      }
    }
  }

  /** RFC 2883 section 4: the first block lies below the ACK, or within the second block. */
  private static boolean isDuplicateSack(FlowState acked, DecodedSegment segment, long ack) {
    long from = acked.offset(segment.sackEdges[0]);
    long to = acked.offset(segment.sackEdges[1]);
    if (to <= ack) {
      return from < to;
    }
    return segment.sackBlocks > 1
        && from >= acked.offset(segment.sackEdges[2])
        && to <= acked.offset(segment.sackEdges[3]);
  }

  /**
   * The latest resends of the reported bytes that are not known to be spurious yet: a receiver may
   * report several that came one after the other as one range.
   */
  private void onDuplicate(PlacedSegment at, long from, long to) {
    FlowState acked = at.peer;
    long low = Long.MAX_VALUE;
    long high = FlowState.NONE;
    long entry = acked.latest;
    while (history.holds(entry) && (low > from || high < to)) {
      long start = history.start(entry);
      long end = history.end(entry);
      boolean reported = start < to && from < end;
      boolean repeated = start < high && low < end;
      if (reported && !repeated && history.is(entry, SendHistory.RESENT)) {
        onDuplicate(at, entry);
        low = Math.min(low, start);
        high = Math.max(high, end);
      }
      entry = history.previous(entry);
    }
  }

  private void onDuplicate(PlacedSegment at, long entry) {
    if (history.is(entry, SendHistory.SPURIOUS)) {
      return;
    }
    markSpurious(at.peer, entry);
    at.peer.loss().onNeedlessResend();
    SegmentColumns rows = at.connection.segments;
    if (rows != null) {
      rows.find(history.row(entry), SegmentFinding.SPURIOUS);
    }
  }

  private void markSpurious(FlowState flow, long entry) {
    history.mark(entry, SendHistory.SPURIOUS);
    flow.rare().increment(FlowCount.SPURIOUS_RETRANSMISSIONS);
  }
}
