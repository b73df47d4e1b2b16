package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.track.TeardownTracker;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
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
    if (at.has(TcpFlags.FIN) && isIgnored(at)) {
      at.flow.rare().ignoredFin = at.dataEnd();
      result.kind = at.segment.payloadLength > 0 ? result.kind : SegmentKind.NEW;
    } else if (at.has(TcpFlags.FIN)) {
      onFin(at, result);
      TeardownTracker.onFin(at.connection, at.direction);
    } else if (at.segment.payloadLength == 0 && !at.has(TcpFlags.SYN) && !result.isProbe()) {
      announce(at);
    }
    return true;
  }

  /**
   * Whether its receiver ignores the FIN for where or when it comes: it says nothing of where the
   * flow ends. One that was captured before only comes again.
   */
  private static boolean isIgnored(PlacedSegment at) {
    FlowState flow = at.flow;
    boolean known = flow.is(FlowState.FIN_SEEN) && flow.finOffset() == at.dataEnd();
    return at.refusal != null
        && !known
        && switch (at.refusal) {
          case BELOW_WINDOW, FAR_BEYOND_WINDOW, OLD_TIMESTAMP -> true;
          case BEYOND_WINDOW -> AcceptanceStep.startsBeyondWindow(at);
          default -> false;
        };
  }

  /**
   * Forgets a FIN that was sent ahead of a hole, if its sender goes on in its place: what covers
   * the FIN's number, or a FIN before it that comes in order, displaces it at the receiver. A
   * sender does so only if the first FIN was not its own.
   */
  boolean displace(PlacedSegment at, Classification result) {
    FlowState flow = at.flow;
    boolean ahead =
        flow.is(FlowState.FIN_SEEN)
            && !flow.isFinAcknowledged()
            && flow.expected() < flow.finOffset();
    if (ahead && at.isAccepted() && (covers(at, flow.finOffset()) || closesBefore(at))) {
      forget(at);
    }
    return true;
  }

  /** Says so of the latest segment of the flow that ends with the FIN. */
  private void refuse(PlacedSegment at, long end) {
    long entry = history.previous(at.entry);
    while (history.holds(entry) && history.end(entry) != end) {
      entry = history.previous(entry);
    }
    if (history.holds(entry)) {
      history.mark(entry, SendHistory.REFUSED);
      Refusals.add(at.connection, at.flow, history.row(entry), AcceptanceReason.DISPLACED);
    }
  }

  private static boolean covers(PlacedSegment at, long offset) {
    return at.dataStart() <= offset && offset < at.dataEnd();
  }

  private static boolean closesBefore(PlacedSegment at) {
    long expected = at.flow.expected();
    return at.has(TcpFlags.FIN)
        && at.seq <= expected
        && at.dataEnd() >= expected
        && at.dataEnd() < at.flow.finOffset();
  }

  /** Nothing is known any more of what lies between the bytes that were captured and the FIN. */
  private void forget(PlacedSegment at) {
    FlowState flow = at.flow;
    refuse(at, flow.finOffset() + 1);
    flow.rare().ignoredFin = flow.finOffset();
    flow.clear(FlowState.FIN_SEEN);
    GapList gaps = flow.gaps();
    int last = gaps == null ? -1 : gaps.size() - 1;
    if (last >= 0 && gaps.to(last) == flow.end) {
      flow.end = gaps.from(last);
      gaps.fill(flow.end, gaps.to(last));
    }
    TeardownTracker.onFinForgotten(at.connection, at.direction);
  }

  /** The peer acknowledges a FIN that it seemed to ignore, and nothing else lies there. */
  static void onAcknowledgement(PlacedSegment at) {
    FlowState acked = at.peer;
    RareFacts facts = acked.rareOrNull();
    boolean taken = facts != null && at.ack == facts.ignoredFin + 1 && at.ack > acked.next();
    if (taken && !acked.is(FlowState.FIN_SEEN)) {
      long fin = facts.ignoredFin;
      ByteStreamStep.extend(acked, fin, fin, at.segment.timeNanos, acked.latest);
      acked.finNumber = acked.base + (int) fin;
      acked.set(FlowState.FIN_SEEN);
      TeardownTracker.onFin(at.connection, 1 - at.direction);
    }
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
    if (alone && (DamagedSegments.isFinAgain(at) || wasIgnored(at))) {
      judgeAgain(at, result);
    } else if (alone) {
      judgeFirst(at, result);
      count(at, result);
    }
    if (!flow.is(FlowState.FIN_SEEN)) {
      ByteStreamStep.extend(at, at.dataEnd(), at.dataEnd());
      flow.set(FlowState.FIN_SEEN);
      flow.finNumber = flow.base + (int) at.dataEnd();
      if (at.isAccepted()) {
        AcksBeyond.onFin(at);
      }
    }
  }

  private static boolean wasIgnored(PlacedSegment at) {
    RareFacts facts = at.flow.rareOrNull();
    return facts != null && facts.ignoredFin == at.dataEnd();
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
