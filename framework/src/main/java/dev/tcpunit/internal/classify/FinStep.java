package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.track.TeardownTracker;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.SegmentKind;

/** Takes a FIN, and what a segment without data tells of those before it. */
final class FinStep implements Step {
  private final SendHistory history;
  private final OriginJudge origins;

  FinStep(SendHistory history, OriginJudge origins) {
    this.history = history;
    this.origins = origins;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    if (at.has(TcpFlags.FIN)) {
      onFin(at, result);
      TeardownTracker.onFin(at.connection, at.direction);
    } else if (at.segment.payloadLength == 0 && !at.has(TcpFlags.SYN) && !result.isProbe()) {
      announce(at);
    }
    return true;
  }

  /** A segment without data stands after all that its sender has sent (RFC 9293 s3.10.7.4). */
  private static void announce(PlacedSegment at) {
    FlowState flow = at.flow;
    boolean ahead = at.seq > flow.next() && !WindowStep.isFarBeyond(flow, at.peer, at.seq);
    if (ahead && flow.is(FlowState.SYN_SEEN)) {
      RareFacts facts = flow.rare();
      if (!flow.is(FlowState.DATA_ANNOUNCED)) {
        facts.announcedBy = at.entry;
      }
      facts.announcedTo = at.seq;
      flow.set(FlowState.DATA_ANNOUNCED);
    }
  }

  private void onFin(PlacedSegment at, Classification result) {
    FlowState flow = at.flow;
    boolean alone = at.segment.payloadLength == 0 && !at.has(TcpFlags.SYN);
    if (alone && DamagedSegments.isFinAgain(at)) {
      judgeAgain(at, result);
    } else if (alone) {
      judgeFirst(at, result);
      count(at, result);
    }
    if (!flow.is(FlowState.FIN_SEEN)) {
      ByteStreamStep.extend(at, at.dataEnd(), at.dataEnd());
      flow.set(FlowState.FIN_SEEN);
      flow.finNumber = flow.base + (int) at.dataEnd();
    }
  }

  /** Judges a FIN that was captured before. */
  void judgeAgain(PlacedSegment at, Classification result) {
    origins.judgeSeen(at, result);
    count(at, result);
  }

  /** A FIN that a segment without data was sent after came late, or is sent again. */
  private void judgeFirst(PlacedSegment at, Classification result) {
    FlowState flow = at.flow;
    RareFacts facts = flow.rareOrNull();
    long position = at.dataEnd();
    boolean announced =
        flow.is(FlowState.DATA_ANNOUNCED)
            && position < facts.announcedTo
            && history.holds(facts.announcedBy);
    if (announced) {
      origins.judgeUnseen(at, facts.announcedBy, history.nanos(facts.announcedBy), result);
    } else {
      result.kind = position > flow.end ? SegmentKind.NEW_AFTER_GAP : SegmentKind.NEW;
    }
  }

  private void count(PlacedSegment at, Classification result) {
    if (result.kind == SegmentKind.RETRANSMISSION) {
      result.cause = RetransmissionCause.FIN;
      at.flow.rare().increment(FlowCount.FIN_RETRANSMISSIONS);
      history.mark(at.entry, SendHistory.RESENT);
    } else if (result.kind == SegmentKind.REORDERED) {
      at.flow.rare().increment(FlowCount.REORDERED);
    }
  }
}
