package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.SegmentKind;

/** Takes a SYN: the first, one that is sent again, or one with another number. */
final class SynStep implements Step {
  private final SendHistory history;
  private final OriginJudge origins;

  SynStep(SendHistory history, OriginJudge origins) {
    this.history = history;
    this.origins = origins;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    if (at.has(TcpFlags.SYN)) {
      onSyn(at, result);
    }
    return true;
  }

  private void onSyn(PlacedSegment at, Classification result) {
    boolean again =
        at.flow.is(FlowState.SYN_REPEATED) && isSynBefore(at) || DamagedSegments.wasSynDamaged(at);
    if (at.seq != 0) {
      onOtherNumber(at, result);
    } else if (!again) {
      result.kind = SegmentKind.NEW;
    } else {
      judgeAgain(at, result);
    }
  }

  /** Another of several SYN-ACKs, or a SYN that has nothing to do with the connection. */
  private void onOtherNumber(PlacedSegment at, Classification result) {
    RareFacts facts = at.flow.rareOrNull();
    boolean known = facts != null && facts.otherSyns != null;
    Boolean judged = known ? facts.otherSyns.get(at.segment.seq) : null;
    if (judged == null) {
      boolean refused = at.refusal == AcceptanceReason.SYN_IN_CONNECTION;
      result.kind = refused ? SegmentKind.NEW : SegmentKind.UNDECIDED;
    } else if (judged) {
      judgeAgain(at, result);
    } else {
      facts.otherSyns.put(at.segment.seq, true);
      result.kind = SegmentKind.NEW;
    }
  }

  /** Judges a SYN that was captured before. */
  void judgeAgain(PlacedSegment at, Classification result) {
    origins.judgeSeen(at, result);
    if (result.kind == SegmentKind.RETRANSMISSION) {
      result.cause = RetransmissionCause.SYN;
      at.flow.rare().increment(FlowCount.SYN_RETRANSMISSIONS);
      history.mark(at.entry, SendHistory.RESENT);
    }
  }

  /** In a simultaneous open the SYN is followed by a SYN-ACK, which is no repetition. */
  private boolean isSynBefore(PlacedSegment at) {
    boolean both = at.flow.is(FlowState.PLAIN_SYN_SENT) && at.flow.is(FlowState.SYN_ACK_SENT);
    return !both || at.flow.segments > 2;
  }
}
