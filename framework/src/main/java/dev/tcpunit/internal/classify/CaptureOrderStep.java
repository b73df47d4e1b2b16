package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.LateSegment;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.Iterator;

/**
 * Tells a segment that came late from one that was only written late by the capture.
 *
 * <p>Two processors of one host may write packets in another order than the sender sent or the
 * loopback delivered them. A receiver that finds a hole says so at once (RFC 5681 section 4.2), but
 * for Linux since 6.7, which takes all that waited for a busy socket before it answers
 * (tcp_backlog_ack_defer). So a hole that is reported was one; where all is acknowledged without a
 * word of a hole, the bytes are new, and whether their receiver had them in order is not known.
 */
final class CaptureOrderStep implements Step {
  private final SendHistory history;
  private final VantageFinder vantage;

  CaptureOrderStep(SendHistory history, VantageFinder vantage) {
    this.history = history;
    this.vantage = vantage;
  }

  /**
   * Takes a segment that fills a gap and was sent before what skipped it. Where it arrives it comes
   * in the order of the capture.
   */
  void onLate(PlacedSegment at, Classification result) {
    if (!vantage.isAtSender(at)) {
      return;
    }
    LossState loss = at.flow.loss();
    if (loss == null || !loss.isAnythingReported()) {
      RareFacts facts = at.flow.rare();
      if (facts.late == null) {
        facts.late = new ArrayList<>(2);
      }
      facts.late.add(new LateSegment(at.dataStart(), at.dataEnd(), at.entry, result.evidence));
      leaveOpen(result);
    } else if (!vantage.isBesideReceiver(at)
        || !vantage.isOnLoopback(at) && loss.highestSacked() <= at.dataEnd() && at.isSackInUse()) {
      leaveOpen(result);
    }
  }

  private static void leaveOpen(Classification result) {
    result.kind = SegmentKind.UNDECIDED;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    RareFacts facts = at.peer.rareOrNull();
    if (at.believed && facts != null && facts.late != null) {
      onAcknowledgement(at, result, facts);
    }
    return true;
  }

  /** Takes what the receiver sent after all that it acknowledges. */
  private void onAcknowledgement(PlacedSegment at, Classification result, RareFacts facts) {
    for (Iterator<LateSegment> each = facts.late.iterator(); each.hasNext(); ) {
      LateSegment late = each.next();
      if (at.ack >= late.end()) {
        onTaken(at, late);
        each.remove();
      } else if (reportsHole(at, result, late)) {
        if (vantage.isAtSender(at)) {
          onHole(at, late);
        }
        each.remove();
      } else if (!at.isSackInUse() && result.kind == SegmentKind.WINDOW_UPDATE) {
        if (vantage.isOnLoopback(at)) {
          onHole(at, late);
        }
        each.remove();
      }
    }
    if (facts.late.isEmpty()) {
      facts.late = null;
    }
  }

  private static boolean reportsHole(PlacedSegment at, Classification result, LateSegment late) {
    for (int i = 0; i < at.segment.sackBlocks; i++) {
      if (at.peer.offset(at.segment.sackEdges[2 * i]) >= late.end()) {
        return true;
      }
    }
    return result.kind == SegmentKind.DUPLICATE_ACK;
  }

  private void onTaken(PlacedSegment at, LateSegment late) {
    at.peer.rare().decrement(FlowCount.UNDECIDED);
    SegmentColumns rows = at.connection.segments;
    if (rows != null && history.holds(late.entry())) {
      int row = history.row(late.entry());
      rows.classify(row, SegmentKind.NEW, null);
      rows.find(row, SegmentFinding.CAPTURED_LATE);
      rows.tell(row, Evidence.NO_HOLE_REPORTED);
    }
  }

  private void onHole(PlacedSegment at, LateSegment late) {
    at.peer.rare().decrement(FlowCount.UNDECIDED);
    at.peer.rare().increment(FlowCount.REORDERED);
    SegmentColumns rows = at.connection.segments;
    if (rows != null && history.holds(late.entry())) {
      int row = history.row(late.entry());
      rows.classify(row, SegmentKind.REORDERED, null);
      rows.tell(row, late.evidence());
    }
  }
}
