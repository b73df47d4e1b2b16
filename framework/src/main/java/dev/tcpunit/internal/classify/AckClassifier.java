package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;

/** What a segment acknowledges: new bytes, nothing, the same again, bytes never captured. */
final class AckClassifier implements Step {
  private final SendHistory history;
  private final SpuriousDetector spurious;

  AckClassifier(SendHistory history, SpuriousDetector spurious) {
    this.history = history;
    this.spurious = spurious;
  }

  @Override
  public boolean take(Moment at, Classification result) {
    at.believed =
        at.has(TcpFlags.ACK) && WindowTracker.isNear(at.ack, at.peer) && classify(at, result);
    return true;
  }

  /** Says whether the acknowledgement can be one of this connection. */
  private boolean classify(Moment at, Classification result) {
    FlowState acked = at.peer;
    if (at.segment.sackBlocks > 0) {
      result.find(SegmentFinding.SACK);
      spurious.onSackBlocks(at, result);
    }
    if (!isBelievable(at)) {
      result.find(SegmentFinding.ACK_OF_UNSEEN_BYTES);
      at.flow.rare().wildAcks++;
      return false;
    }
    if (acked.acknowledgedTo == FlowState.NONE || at.ack > acked.acknowledgedTo) {
      advance(at, result);
    } else if (at.ack == acked.acknowledgedTo && isPure(at)) {
      repeat(at, result);
    }
    return true;
  }

  /**
   * Until the handshake is seen completed, only what was captured can be acknowledged, and later
   * nothing that lies far beyond what the receiver itself has allowed.
   */
  private static boolean isBelievable(Moment at) {
    FlowState acked = at.peer;
    if (at.ack > acked.next() && WindowTracker.isFarBeyond(acked, at.ack)) {
      return false;
    }
    return !acked.is(FlowState.SYN_SEEN)
        || at.ack >= 1 && (acked.is(FlowState.SYN_ACKED) || at.ack <= acked.next());
  }

  private void advance(Moment at, Classification result) {
    FlowState acked = at.peer;
    boolean first = acked.acknowledgedTo == FlowState.NONE;
    takeProbedByte(acked, at.ack);
    acked.acknowledgedTo = at.ack;
    GapList gaps = acked.gaps();
    boolean skips = gaps != null && gaps.size() > 0 && gaps.from(0) < at.ack;
    if (at.ack > acked.next() || skips) {
      result.find(SegmentFinding.ACK_OF_UNSEEN_BYTES);
      at.flow.rare().increment(FlowCount.ACKS_OF_UNSEEN_BYTES);
    }
    LossState loss = acked.loss();
    if (loss != null && !first) {
      loss.sacked.remove(Long.MIN_VALUE + 1, at.ack);
      loss.onAdvance(at.ack, at.segment.timeNanos);
    }
  }

  /** The receiver has taken the byte that probed its window. */
  private static void takeProbedByte(FlowState acked, long ack) {
    RareFacts facts = acked.rareOrNull();
    if (facts != null && facts.probedAt == acked.end && ack > acked.end) {
      if (acked.payload != null) {
        acked.payload.take(acked.end, facts.probeByte);
      }
      acked.end++;
      facts.probedAt = FlowState.NONE;
    }
  }

  /** Nothing new is acknowledged (RFC 5681 section 2 tells which of these are duplicate ACKs). */
  private void repeat(Moment at, Classification result) {
    FlowState acked = at.peer;
    if (Copies.isCopy(history, at)) {
      result.kind = SegmentKind.NETWORK_DUPLICATE;
      at.flow.rare().increment(FlowCount.NETWORK_DUPLICATES);
    } else if (acked.is(FlowState.KEEP_ALIVE_PENDING)) {
      acked.clear(FlowState.KEEP_ALIVE_PENDING);
      result.kind = SegmentKind.KEEP_ALIVE_ACK;
      at.flow.rare().increment(FlowCount.KEEP_ALIVE_ACKS);
    } else if (at.flow.is(FlowState.WINDOW_KNOWN)
        && WindowTracker.bytesAnnounced(at) != at.flow.window) {
      result.kind = SegmentKind.WINDOW_UPDATE;
      at.flow.rare().increment(FlowCount.WINDOW_UPDATES);
      // A smaller window tells the sender as much of a loss as the same one.
      countDuplicate(at, WindowTracker.bytesAnnounced(at) < at.flow.window);
    } else if (acked.hasOutstanding() && !isOvertaken(at)) {
      result.kind = SegmentKind.DUPLICATE_ACK;
      at.flow.rare().increment(FlowCount.DUPLICATE_ACKS);
      countDuplicate(at, true);
    }
  }

  /** An ACK that was sent before data which acknowledges as much, and overtook it. */
  private boolean isOvertaken(Moment at) {
    long before = history.previous(at.entry);
    return history.holds(before)
        && history.is(before, SendHistory.OCCUPIES)
        && SendOrder.compare(history, at.flow, at.entry, before) < 0;
  }

  private static void countDuplicate(Moment at, boolean counts) {
    if (counts && at.peer.hasOutstanding()) {
      at.peer.lossOrNew(at.segment.timeNanos).duplicateAcks++;
    }
  }

  private static boolean isPure(Moment at) {
    return (at.segment.payloadLength | at.segment.flags & (TcpFlags.SYN | TcpFlags.FIN)) == 0;
  }
}
