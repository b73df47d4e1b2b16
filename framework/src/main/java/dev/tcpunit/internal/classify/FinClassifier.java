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
final class FinClassifier implements Step {
  private final SendHistory history;

  FinClassifier(SendHistory history) {
    this.history = history;
  }

  @Override
  public boolean take(Moment at, Classification result) {
    if (at.has(TcpFlags.FIN)) {
      onFin(at, result);
      TeardownTracker.onFin(at.connection, at.direction);
    } else if (at.segment.payloadLength == 0 && !at.has(TcpFlags.SYN) && !result.isProbe()) {
      announce(at);
    }
    return true;
  }

  /** A segment without data stands after all that its sender has sent (RFC 9293 s3.10.7.4). */
  private static void announce(Moment at) {
    FlowState flow = at.flow;
    boolean ahead = at.seq > flow.next() && !WindowTracker.isFarBeyond(flow, at.seq);
    if (ahead && flow.is(FlowState.SYN_SEEN)) {
      RareFacts facts = flow.rare();
      if (!flow.is(FlowState.DATA_ANNOUNCED)) {
        facts.announcedBy = at.entry;
      }
      facts.announcedTo = at.seq;
      flow.set(FlowState.DATA_ANNOUNCED);
    }
  }

  private void onFin(Moment at, Classification result) {
    FlowState flow = at.flow;
    long position = at.dataEnd();
    boolean alone = at.segment.payloadLength == 0;
    if (!flow.is(FlowState.FIN_SEEN)) {
      if (alone) {
        result.kind = position > flow.end ? SegmentKind.NEW_AFTER_GAP : SegmentKind.NEW;
      }
      ByteStream.extend(at, position, position);
      flow.set(FlowState.FIN_SEEN);
      flow.finNumber = flow.base + (int) position;
    } else if (alone && Copies.isCopy(history, at, result)) {
      Copies.count(at, result);
    } else if (alone) {
      result.kind = SegmentKind.RETRANSMISSION;
      result.cause = RetransmissionCause.FIN;
      flow.rare().increment(FlowCount.FIN_RETRANSMISSIONS);
      history.mark(at.entry, SendHistory.RESENT);
    }
  }
}
