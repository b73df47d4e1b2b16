package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.RetransmissionCause;

/** Why data was sent again, from what the sender could know at that time. */
final class CauseFinder {
  /** RFC 5681 section 3.2. */
  static final int DUPLICATE_THRESHOLD = 3;

  /** Where the receiver has asked, only a retransmission timer of Linux's 200 ms is told apart. */
  private static final long LONG_SILENCE = 190_000_000;

  /** What a kernel's timer wheel may add to RACK's reordering timer. */
  private static final long TIMER_SLACK = 15_000_000;

  private final SendHistory history;
  private final LoneTail loneTail;

  CauseFinder(SendHistory history) {
    this.history = history;
    loneTail = new LoneTail(history);
  }

  RetransmissionCause find(Moment at) {
    FlowState flow = at.flow;
    LossState loss = flow.lossOrNew();
    RetransmissionCause cause = decide(at, loss);
    if (cause == RetransmissionCause.TIMEOUT) {
      loss.timeoutPoint = flow.next();
      loss.recoveryPoint = FlowState.NONE;
    } else if (cause == RetransmissionCause.FAST && loss.recoveryPoint == FlowState.NONE) {
      loss.recoveryPoint = flow.next();
    } else if (cause == RetransmissionCause.TAIL_LOSS_PROBE) {
      loss.probedAt = flow.acknowledgedTo;
    }
    loss.resentNanos = at.segment.timeNanos;
    return cause;
  }

  private RetransmissionCause decide(Moment at, LossState loss) {
    FlowState flow = at.flow;
    if (loss.timeoutPoint != FlowState.NONE) {
      return RetransmissionCause.TIMEOUT;
    }
    long silence = silence(at, loss);
    boolean head = flow.acknowledgedTo != FlowState.NONE && at.dataStart() <= flow.acknowledgedTo;
    if (!isAskedFor(at, loss)) {
      return timer(at, loss, silence, head);
    }
    if (silence < Math.max(TIMER_SLACK, 3 * at.connection.roundTripNanos() / 2)) {
      return RetransmissionCause.FAST;
    }
    return head && silence >= LONG_SILENCE
        ? RetransmissionCause.TIMEOUT
        : RetransmissionCause.UNKNOWN;
  }

  /** Whether the receiver's ACKs let the sender take the bytes for lost. */
  private static boolean isAskedFor(Moment at, LossState loss) {
    return at.flow.duplicateAcks >= DUPLICATE_THRESHOLD
        || loss.highestSacked() > at.dataStart()
        || loss.recoveryPoint != FlowState.NONE;
  }

  /**
   * Nothing was asked for, so a timer ran out. The retransmission timer sends the first
   * unacknowledged segment (RFC 6298 section 5.4), the probe's the last one, once, and only where
   * SACK is in use (RFC 8985 section 7).
   */
  private RetransmissionCause timer(Moment at, LossState loss, long silence, boolean head) {
    FlowState flow = at.flow;
    boolean tail = at.dataEnd() >= flow.end;
    boolean sack = flow.is(FlowState.SACK_PERMITTED) && at.peer.is(FlowState.SACK_PERMITTED);
    if (tail && !head && sack) {
      return RetransmissionCause.TAIL_LOSS_PROBE;
    }
    if (!head || silence < Math.max(TIMER_SLACK, at.connection.roundTripNanos())) {
      return RetransmissionCause.UNKNOWN;
    }
    boolean synsSeen = flow.is(FlowState.SYN_SEEN) && at.peer.is(FlowState.SYN_SEEN);
    if (!tail || synsSeen && !sack || loss.probedAt == flow.acknowledgedTo) {
      return RetransmissionCause.TIMEOUT;
    }
    return loneTail.decide(at, loss, silence);
  }

  /** How long nothing came from the peer and nothing was sent. */
  private long silence(Moment at, LossState loss) {
    long latest = loss.resentNanos;
    long previous = history.previous(at.entry);
    if (history.holds(previous)) {
      latest = Math.max(latest, history.nanos(previous));
    }
    if (history.holds(at.peer.latest)) {
      latest = Math.max(latest, history.nanos(at.peer.latest));
    }
    return latest == FlowState.NONE ? 0 : at.segment.timeNanos - latest;
  }
}
