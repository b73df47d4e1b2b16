package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionState;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.RetransmissionCause;

/** Why data was sent again, from what the sender could know at that time. */
final class CauseFinder {
  /** RFC 5681 section 3.2. */
  static final int DUPLICATE_THRESHOLD = 3;

  /** No retransmission timer in use is shorter: Linux takes 200 ms, RFC 6298 asks for 1 s. */
  private static final long SHORTEST_TIMEOUT = 190_000_000;

  /** What a kernel's timer wheel may add to RACK's reordering timer. */
  private static final long TIMER_SLACK = 15_000_000;

  private final SendHistory history;

  CauseFinder(SendHistory history) {
    this.history = history;
  }

  RetransmissionCause find(Moment at) {
    FlowState flow = at.flow;
    LossState loss = flow.loss();
    RetransmissionCause cause = decide(at, loss);
    if (cause == RetransmissionCause.TIMEOUT) {
      loss.timeoutPoint = flow.next();
      loss.recoveryPoint = FlowState.NONE;
    } else if (cause == RetransmissionCause.FAST && loss.recoveryPoint == FlowState.NONE) {
      loss.recoveryPoint = flow.next();
    }
    loss.resentNanos = at.segment.timeNanos;
    return cause;
  }

  private RetransmissionCause decide(Moment at, LossState loss) {
    FlowState flow = at.flow;
    if (loss.timeoutPoint != FlowState.NONE) {
      return RetransmissionCause.TIMEOUT;
    }
    long quiet = quiet(at, loss);
    boolean head = flow.acknowledgedTo != FlowState.NONE && at.dataStart() <= flow.acknowledgedTo;
    boolean asked =
        flow.duplicateAcks >= DUPLICATE_THRESHOLD
            || loss.highestSacked() > at.dataStart()
            || loss.recoveryPoint != FlowState.NONE;
    if (asked && quiet < Math.max(TIMER_SLACK, 3 * roundTrip(at) / 2)) {
      return RetransmissionCause.FAST;
    }
    if (asked) {
      return head && quiet >= SHORTEST_TIMEOUT
          ? RetransmissionCause.TIMEOUT
          : RetransmissionCause.UNKNOWN;
    }
    return timer(at, quiet, head);
  }

  /** Nothing was asked for, so a timer ran out: the probe's or the retransmission timer. */
  private RetransmissionCause timer(Moment at, long quiet, boolean head) {
    FlowState flow = at.flow;
    boolean tail = at.dataEnd() >= flow.end;
    if (!flow.is(FlowState.SACK_PERMITTED) || !at.peer.is(FlowState.SACK_PERMITTED)) {
      return quiet >= SHORTEST_TIMEOUT ? RetransmissionCause.TIMEOUT : RetransmissionCause.UNKNOWN;
    }
    if (tail && !head) {
      return RetransmissionCause.TAIL_LOSS_PROBE;
    }
    if (head && !tail) {
      return quiet >= SHORTEST_TIMEOUT ? RetransmissionCause.TIMEOUT : RetransmissionCause.UNKNOWN;
    }
    return RetransmissionCause.UNKNOWN;
  }

  /** How long nothing came from the peer and nothing was sent. */
  private long quiet(Moment at, LossState loss) {
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

  private static long roundTrip(Moment at) {
    ConnectionState connection = at.connection;
    return connection.establishedNanos == ConnectionState.NEVER
        ? 0
        : connection.establishedNanos - connection.startNanos;
  }
}
