package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentFinding;

/** What a segment acknowledges: new bytes, nothing, bytes never captured. */
final class AcknowledgementStep implements Step {
  private final SendHistory history;
  private final SpuriousDetector spurious;

  AcknowledgementStep(SendHistory history, SpuriousDetector spurious) {
    this.history = history;
    this.spurious = spurious;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    at.repeats = false;
    at.believed =
        at.has(TcpFlags.ACK)
            && !at.damaged
            && at.refusal != AcceptanceReason.ACK_OF_UNSENT_DATA
            && WindowStep.isNear(at.ack, at.peer)
            && classify(at, result);
    return true;
  }

  /** Says whether the acknowledgement can be one of this connection. */
  private boolean classify(PlacedSegment at, Classification result) {
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
      if (at.isAccepted()) {
        DamagedSegments.onAcknowledgement(at);
        advance(at, result);
      } else if (at.refusal == AcceptanceReason.SOCKET_GONE) {
        RareFacts facts = acked.rare();
        facts.acknowledgedIfAlive = Math.max(facts.acknowledgedIfAlive, at.ack);
      }
    } else {
      at.repeats = at.ack == acked.acknowledgedTo && isPure(at);
      AcksBeyond.onRepeat(at);
    }
    return true;
  }

  /**
   * Until the handshake is seen completed, only what was captured can be acknowledged, and later
   * nothing that lies far beyond what the receiver itself has allowed.
   */
  private static boolean isBelievable(PlacedSegment at) {
    FlowState acked = at.peer;
    if (at.ack > acked.next() && WindowStep.isFarBeyond(acked, at.flow, at.ack)) {
      return false;
    }
    return !acked.is(FlowState.SYN_SEEN)
        || at.ack >= 1 && (acked.is(FlowState.SYN_ACKED) || at.ack <= acked.next());
  }

  private void advance(PlacedSegment at, Classification result) {
    FlowState acked = at.peer;
    boolean first = acked.acknowledgedTo == FlowState.NONE;
    takeProbedByte(acked, at.ack);
    AcksBeyond.onAdvance(at);
    acked.acknowledgedTo = at.ack;
    RoundTrip.onAcknowledged(history, at.connection, at.direction, at.ack, at.segment);
    GapList gaps = acked.gaps();
    boolean skips = gaps != null && gaps.size() > 0 && gaps.from(0) < at.ack;
    if (at.ack > acked.next() || skips) {
      result.find(SegmentFinding.ACK_OF_UNSEEN_BYTES);
      at.flow.rare().increment(FlowCount.ACKS_OF_UNSEEN_BYTES);
    }
    FinStep.onAcknowledgement(at);
    LossState loss = acked.loss();
    if (loss != null && !first) {
      loss.sacked.remove(Long.MIN_VALUE + 1, at.ack);
      loss.onAdvance(at.ack, at.segment.timeNanos);
      loss.onEcho(at.segment);
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

  private static boolean isPure(PlacedSegment at) {
    return (at.segment.payloadLength | at.segment.flags & (TcpFlags.SYN | TcpFlags.FIN)) == 0;
  }
}
