package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.SegmentKind;

/**
 * Decides whether a segment that fills a gap was sent before the segment that skipped the gap, and
 * so was overtaken, or after it, and so was sent again.
 */
final class OriginJudge {
  /**
   * A sender learns of a loss from what the receiver says about later segments, a round trip after
   * them. The one of the handshake may have been slow, but hardly four times as slow.
   */
  private static final int TOO_SOON = 4;

  /** So soon that it needs no more than that nothing came from the receiver in between. */
  private static final int FAR_TOO_SOON = 16;

  private final SendHistory history;
  private final VantageFinder vantage;

  OriginJudge(SendHistory history, VantageFinder vantage) {
    this.history = history;
    this.vantage = vantage;
  }

  /** Compares with the segment that skipped the bytes, and when that was captured. */
  SegmentKind judge(Moment at, long opener, long openedNanos) {
    long roundTrip = at.connection.roundTripNanos();
    long age = at.segment.timeNanos - openedNanos;
    if (age < roundTrip / FAR_TOO_SOON && !hasPeerSpokenSince(at, opener)) {
      return SegmentKind.REORDERED;
    }
    int order = SendOrder.compareByOwnCounter(history, at.flow, at.entry, opener);
    if (order != 0) {
      return order > 0 ? SegmentKind.RETRANSMISSION : SegmentKind.REORDERED;
    }
    if (age < roundTrip / TOO_SOON) {
      return SegmentKind.REORDERED;
    }
    order = SendOrder.compare(history, at.flow, at.entry, opener);
    if (order != 0) {
      return order > 0 ? SegmentKind.RETRANSMISSION : SegmentKind.REORDERED;
    }
    boolean answers = roundTrip >= 0 && age >= roundTrip && wasReported(at);
    return answers || vantage.isBesideSender(at)
        ? SegmentKind.RETRANSMISSION
        : SegmentKind.UNDECIDED;
  }

  /**
   * Whether the segment was sent before one that brought the same bytes again and overtook it: then
   * it is the late original.
   */
  boolean isOlderThanItsResend(Moment at) {
    if (vantage.isBesideSender(at)) {
      return false;
    }
    long entry = history.previous(at.entry);
    while (history.holds(entry)) {
      if (history.start(entry) <= at.dataStart() && history.end(entry) >= at.dataEnd()) {
        return SendOrder.compare(history, at.flow, at.entry, entry) < 0;
      }
      entry = history.previous(entry);
    }
    return false;
  }

  private boolean hasPeerSpokenSince(Moment at, long opener) {
    return history.holds(at.peer.latest) && at.peer.latest > opener;
  }

  /** The receiver asked for it: three duplicate ACKs, or SACK blocks above it. */
  private static boolean wasReported(Moment at) {
    LossState loss = at.flow.loss();
    return loss != null
        && (loss.duplicateAcks >= CauseFinder.DUPLICATE_THRESHOLD
            || loss.highestSacked() > at.dataStart());
  }
}
