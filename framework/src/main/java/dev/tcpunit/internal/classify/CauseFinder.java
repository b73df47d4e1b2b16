package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.RetransmissionCause;

/** Why data was sent again, from what the sender could know at that time. */
final class CauseFinder {
  /** RFC 5681 section 3.2. */
  static final int DUPLICATE_THRESHOLD = 3;

  /**
   * Where the receiver has asked for it, no retransmission timer runs out sooner: Linux takes 200
   * ms from the latest progress on, and RFC 6298 asks for a second.
   */
  private static final long SHORTEST_TIMEOUT = 190_000_000;

  /** An ACK sets off a retransmission at once. */
  private static final long PROMPTLY = 1_000_000;

  /** No retransmission timer is shorter than the slack of a kernel's timer wheel. */
  private static final long TIMER_SLACK = 15_000_000;

  private final SendHistory history;
  private final LoneSegmentResend loneTail;
  private final PathMtuResend pathMtu;

  CauseFinder(SendHistory history) {
    this.history = history;
    loneTail = new LoneSegmentResend(history);
    pathMtu = new PathMtuResend(history);
  }

  RetransmissionCause find(PlacedSegment at) {
    FlowState flow = at.flow;
    LossState loss = flow.lossOrNew(at.segment.timeNanos);
    RetransmissionCause cause =
        pathMtu.isCause(at, latestCopy(at)) ? RetransmissionCause.PATH_MTU : decide(at, loss);
    if (cause == RetransmissionCause.TIMEOUT && isTimedOut(at, loss)) {
      loss.onTimeout(flow.next(), at.segment);
    } else if (cause == RetransmissionCause.FAST && loss.recoveryPoint == FlowState.NONE) {
      loss.recoveryPoint = flow.next();
    } else if (cause == RetransmissionCause.TAIL_LOSS_PROBE) {
      loss.probedAt = flow.acknowledgedTo;
      loss.firstTimer = RetransmissionCause.TAIL_LOSS_PROBE;
    }
    loss.onResend(at.segment.timeNanos);
    return cause;
  }

  /**
   * Whether the timer ran out just now, instead of some time before with this as one of the resends
   * that follow. In those each segment is sent once, so a head that is sent once more is the
   * timer's again, and all that was sent until then has to be acknowledged before the recovery
   * ends. With SACK a resend that was lost itself may be found out (RFC 8985), within two round
   * trips.
   */
  private boolean isTimedOut(PlacedSegment at, LossState loss) {
    if (loss.timeoutPoint == FlowState.NONE) {
      return true;
    }
    boolean again = isHead(at) && latestCopyNanos(at) >= loss.timedOutNanos;
    long longest = Math.max(TIMER_SLACK, 2 * RoundTrip.shortest(at));
    return again && (!at.isSackInUse() || silence(at, loss) > longest);
  }

  private static boolean isHead(PlacedSegment at) {
    return at.flow.acknowledgedTo != FlowState.NONE && at.dataStart() <= at.flow.acknowledgedTo;
  }

  private RetransmissionCause decide(PlacedSegment at, LossState loss) {
    if (loss.timeoutPoint != FlowState.NONE) {
      return loss.isRecoveringFromTimeout() || !isAskedFor(at, loss)
          ? RetransmissionCause.TIMEOUT
          : RetransmissionCause.UNKNOWN;
    }
    long silence = silence(at, loss);
    boolean head = isHead(at);
    if (!isAskedFor(at, loss)) {
      return timer(at, loss, silence, head);
    }
    if (silence < PROMPTLY || !mayTimerHaveRunOut(at, loss, head)) {
      return RetransmissionCause.FAST;
    }
    return head && !mayReorderingTimerHaveRunOut(at, silence)
        ? RetransmissionCause.TIMEOUT
        : RetransmissionCause.UNKNOWN;
  }

  /**
   * With SACK a sender may wait for what could be reordered, from the latest ACK on, but for no
   * longer than a round trip (RFC 8985 section 6.2).
   */
  private static boolean mayReorderingTimerHaveRunOut(PlacedSegment at, long silence) {
    long roundTrip = RoundTrip.shortest(at);
    return (at.isSackInUse() || at.areOffersCut())
        && silence < SHORTEST_TIMEOUT / 2
        && (roundTrip < 0 || silence < 2 * roundTrip);
  }

  /** Whether the receiver's ACKs let the sender take the bytes for lost. */
  private boolean isAskedFor(PlacedSegment at, LossState loss) {
    return loss.duplicateAcks >= DUPLICATE_THRESHOLD
        || loss.highestSacked() > at.dataStart()
        || loss.recoveryPoint != FlowState.NONE
        || wasSomethingLaterDelivered(at, loss);
  }

  /**
   * The timer starts anew with each progress, and with the first outstanding segment itself (RFC
   * 6298 section 5): other resends do not hold it up.
   */
  private boolean mayTimerHaveRunOut(PlacedSegment at, LossState loss, boolean head) {
    long earliest = at.segment.timeNanos - SHORTEST_TIMEOUT;
    return loss.advancedNanos <= earliest
        && (head || loss.resentNanos <= earliest)
        && latestCopyNanos(at) <= earliest;
  }

  private long latestCopyNanos(PlacedSegment at) {
    long entry = latestCopy(at);
    return history.holds(entry) ? history.nanos(entry) : FlowState.NONE;
  }

  /** Where the first byte was last sent before. */
  private long latestCopy(PlacedSegment at) {
    long entry = history.previous(at.entry);
    while (history.holds(entry)
        && (history.start(entry) > at.dataStart() || history.end(entry) <= at.dataStart())) {
      entry = history.previous(entry);
    }
    return entry;
  }

  /** What was sent before a segment that has been delivered may be lost (RFC 8985 section 6.2). */
  private boolean wasSomethingLaterDelivered(PlacedSegment at, LossState loss) {
    long entry = history.previous(at.entry);
    while (history.holds(entry)) {
      long start = history.start(entry);
      long end = history.end(entry);
      boolean resent = history.is(entry, SendHistory.RESENT);
      boolean copy = start <= at.dataStart() && end > at.dataStart();
      if (copy || !resent && start < at.dataStart()) {
        return false;
      }
      boolean delivered = end <= at.flow.acknowledgedTo || loss.sacked.contains(start, end);
      if (delivered && history.is(entry, SendHistory.OCCUPIES)) {
        return true;
      }
      entry = history.previous(entry);
    }
    return false;
  }

  /**
   * Nothing was asked for, so a timer ran out. The retransmission timer sends the first
   * unacknowledged segment (RFC 6298 section 5.4), the probe's the last one, once, and only where
   * SACK is in use (RFC 8985 section 7).
   */
  private RetransmissionCause timer(PlacedSegment at, LossState loss, long silence, boolean head) {
    FlowState flow = at.flow;
    boolean tail = at.dataEnd() >= flow.end;
    boolean sack = at.isSackInUse();
    if (tail && !head && sack && silence >= RoundTrip.shortest(at)) {
      return RetransmissionCause.TAIL_LOSS_PROBE;
    }
    if (!head || silence < Math.max(TIMER_SLACK, RoundTrip.shortest(at))) {
      return RetransmissionCause.UNKNOWN;
    }
    boolean known = WindowStep.areOffersKnown(flow, at.peer);
    if (!tail || known && !sack || loss.probedAt == flow.acknowledgedTo) {
      return RetransmissionCause.TIMEOUT;
    }
    return loneTail.decide(at, loss, silence);
  }

  /** How long nothing came from the peer and nothing was sent. */
  private long silence(PlacedSegment at, LossState loss) {
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
