package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentKind;

/** Takes an ACK of the same again: a duplicate ACK, a window update, an answer, a copy. */
final class RepeatedAckStep implements Step {
  private final SendHistory history;

  RepeatedAckStep(SendHistory history) {
    this.history = history;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    if (at.repeats) {
      repeat(at, result);
    } else if (isOld(at) && PacketCopies.isCopy(history, at, result)) {
      PacketCopies.count(at, result);
    }
    return true;
  }

  /** An ACK of less than was acknowledged: late, or a copy of one before. */
  private static boolean isOld(PlacedSegment at) {
    return at.believed
        && at.segment.payloadLength == 0
        && at.ack < at.peer.acknowledgedTo
        && (at.segment.flags & (TcpFlags.SYN | TcpFlags.FIN)) == 0;
  }

  /** Nothing new is acknowledged (RFC 5681 section 2 tells which of these are duplicate ACKs). */
  private void repeat(PlacedSegment at, Classification result) {
    FlowState acked = at.peer;
    if (PacketCopies.isCopy(history, at, result)) {
      PacketCopies.count(at, result);
    } else if (acked.is(FlowState.KEEP_ALIVE_PENDING)) {
      acked.clear(FlowState.KEEP_ALIVE_PENDING);
      result.kind = SegmentKind.KEEP_ALIVE_ACK;
      at.flow.rare().increment(FlowCount.KEEP_ALIVE_ACKS);
    } else if (at.flow.is(FlowState.WINDOW_KNOWN)
        && WindowStep.bytesAnnounced(at) != at.flow.window) {
      if (isOvertaken(at)) {
        return;
      }
      result.kind = SegmentKind.WINDOW_UPDATE;
      at.flow.rare().increment(FlowCount.WINDOW_UPDATES);
      // A smaller window tells the sender as much of a loss as the same one.
      countDuplicate(at, WindowStep.bytesAnnounced(at) < at.flow.window);
    } else if (acked.hasOutstanding() && !isOvertaken(at)) {
      result.kind = SegmentKind.DUPLICATE_ACK;
      at.flow.rare().increment(FlowCount.DUPLICATE_ACKS);
      countDuplicate(at, true);
    }
  }

  /** An ACK that was sent before data which acknowledges as much, and overtook it. */
  private boolean isOvertaken(PlacedSegment at) {
    long before = history.previous(at.entry);
    return history.holds(before)
        && history.is(before, SendHistory.OCCUPIES)
        && SendOrder.compare(history, at.flow, at.entry, before) < 0;
  }

  private static void countDuplicate(PlacedSegment at, boolean counts) {
    if (counts && at.peer.hasOutstanding()) {
      at.peer.lossOrNew(at.segment.timeNanos).duplicateAcks++;
    }
  }
}
