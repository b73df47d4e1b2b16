package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentKind;

/**
 * Segments that only ask for an answer: keep-alives, and probes of a closed window. Linux probes a
 * window as it keeps alive: with no byte, just before the next.
 */
final class ProbeStep implements Step {
  private static final long SHORTEST_IDLE = 1_000_000_000;

  private final SendHistory history;

  ProbeStep(SendHistory history) {
    this.history = history;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    if (isProbe(at)) {
      if (isCopy(at)) {
        PacketCopies.count(at, result);
        return false;
      }
      classify(at, result);
    } else {
      at.flow.clear(FlowState.KEEP_ALIVE_PENDING);
    }
    return true;
  }

  /**
   * Whether it carries nothing new and only asks for an answer: no byte or one byte just before the
   * next, all of which is acknowledged (RFC 9293 s3.8.4), or one byte against a closed window. What
   * acknowledges more than was before is an ACK that was overtaken, by its sender's FIN say.
   */
  private boolean isProbe(PlacedSegment at) {
    FlowState flow = at.flow;
    int length = at.segment.payloadLength;
    if (length > 1 || (at.segment.flags & (TcpFlags.SYN | TcpFlags.FIN)) != 0) {
      return false;
    }
    boolean allAcknowledged = flow.acknowledgedTo >= flow.next();
    if (isClosedByBoth(at)) {
      return false;
    }
    if (at.seq == flow.next() - 1) {
      boolean late = SendOrder.compare(history, flow, at.entry, history.previous(at.entry)) < 0;
      return allAcknowledged
          && flow.segments > 1
          && at.ack <= at.peer.acknowledgedTo
          && !late
          && !isLateResend(at);
    }
    return length == 1 && at.seq == flow.next() && isClosed(at) && allAcknowledged;
  }

  /**
   * Seen where the byte arrives, its ACK stands before a resend that crossed it. Nobody asks for
   * the peer again within a second of sending it, which is what keep-alive times are counted in.
   */
  private boolean isLateResend(PlacedSegment at) {
    if (at.segment.payloadLength == 0 || isClosed(at)) {
      return false;
    }
    long entry = history.previous(at.entry);
    while (history.holds(entry)) {
      if (history.is(entry, SendHistory.OCCUPIES) && history.end(entry) > at.seq) {
        return history.nanos(at.entry) - history.nanos(entry) < SHORTEST_IDLE;
      }
      entry = history.previous(entry);
    }
    return false;
  }

  /** Timers send probes, and none so soon after another one. */
  private boolean isCopy(PlacedSegment at) {
    long before = history.previous(at.entry);
    return history.holds(before)
        && history.nanos(at.entry) - history.nanos(before) < PacketCopies.FAR_BELOW_ANY_TIMER
        && PacketCopies.mayBeCopy(history, at.entry, before);
  }

  /** Nobody asks whether a peer is there to whom the connection is over; it is a late ACK. */
  private static boolean isClosedByBoth(PlacedSegment at) {
    return at.flow.isFinAcknowledged() && at.peer.is(FlowState.FIN_SEEN);
  }

  private static boolean isClosed(PlacedSegment at) {
    return at.peer.is(FlowState.WINDOW_KNOWN) && at.peer.window == 0;
  }

  private static void classify(PlacedSegment at, Classification result) {
    if (isClosed(at)) {
      result.kind = SegmentKind.ZERO_WINDOW_PROBE;
      at.flow.rare().increment(FlowCount.ZERO_WINDOW_PROBES);
      keepByte(at);
    } else {
      result.kind = SegmentKind.KEEP_ALIVE;
      at.flow.rare().increment(FlowCount.KEEP_ALIVES);
      at.flow.set(FlowState.KEEP_ALIVE_PENDING);
    }
  }

  private static void keepByte(PlacedSegment at) {
    if (at.segment.payloadLength == 1 && at.seq == at.flow.end) {
      boolean captured = at.segment.payloadCaptured == 1;
      RareFacts facts = at.flow.rare();
      facts.probedAt = at.seq;
      facts.probeByte = captured ? at.segment.payloadBuffer[at.segment.payloadOffset] & 0xFF : -1;
    }
  }
}
