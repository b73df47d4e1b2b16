package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.Evidence;
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
  void judge(Moment at, long opener, long openedNanos, Classification result) {
    long roundTrip = at.connection.roundTripNanos();
    long age = at.segment.timeNanos - openedNanos;
    int order = SendOrder.compareByOwnCounter(history, at.flow, at.entry, opener);
    if (age < roundTrip / FAR_TOO_SOON && !hasPeerSpokenSince(at, opener)) {
      decide(result, -1, order < 0 ? Evidence.IP_ID_COUNTER : Evidence.TIMING);
    } else if (order != 0) {
      decide(result, order, Evidence.IP_ID_COUNTER);
    } else if (age < roundTrip / TOO_SOON) {
      decide(result, -1, Evidence.TIMING);
    } else {
      judgeByOrder(at, opener, age, result);
    }
  }

  private void judgeByOrder(Moment at, long opener, long age, Classification result) {
    int order = SendOrder.compare(history, at.flow, at.entry, opener);
    if (order != 0) {
      decide(result, order, SendOrder.evidence(history, at.flow, at.entry, opener));
    } else if (vantage.isBesideSender(at)) {
      boolean tooSoon = age < Copies.SHORTEST_TIMER && !isAnythingReported(at);
      decide(result, tooSoon ? -1 : 1, tooSoon ? Evidence.TIMING : Evidence.BESIDE_SENDER);
    } else if (hasRoundTripPassed(at, age) && wasReported(at)) {
      decide(result, 1, Evidence.ASKED_FOR);
    } else {
      result.kind = SegmentKind.UNDECIDED;
    }
  }

  private static boolean hasRoundTripPassed(Moment at, long age) {
    long roundTrip = at.connection.roundTripNanos();
    return roundTrip >= 0 && age >= roundTrip;
  }

  private static void decide(Classification result, int order, Evidence evidence) {
    result.kind = order > 0 ? SegmentKind.RETRANSMISSION : SegmentKind.REORDERED;
    result.evidence = evidence;
  }

  /**
   * Decides on bytes that were captured before: sent again, unless the segment was sent before the
   * one that brought them and overtook it. Then it is the late original.
   */
  void judgeRepeated(Moment at, Classification result) {
    result.kind = SegmentKind.RETRANSMISSION;
    if (vantage.isBesideSender(at)) {
      result.evidence = Evidence.SEEN_BEFORE;
      return;
    }
    result.evidence = Evidence.REPEATED;
    long entry = history.previous(at.entry);
    while (history.holds(entry)) {
      if (history.start(entry) <= at.dataStart() && history.end(entry) >= at.dataEnd()) {
        int order = SendOrder.compare(history, at.flow, at.entry, entry);
        if (order != 0) {
          decide(result, order, SendOrder.evidence(history, at.flow, at.entry, entry));
        }
        return;
      }
      entry = history.previous(entry);
    }
  }

  private boolean hasPeerSpokenSince(Moment at, long opener) {
    return history.holds(at.peer.latest) && at.peer.latest > opener;
  }

  private static boolean isAnythingReported(Moment at) {
    LossState loss = at.flow.loss();
    return loss != null && loss.isAnythingReported();
  }

  /** The receiver asked for it: three duplicate ACKs, or SACK blocks above it. */
  private static boolean wasReported(Moment at) {
    LossState loss = at.flow.loss();
    return loss != null
        && (loss.duplicateAcks >= CauseFinder.DUPLICATE_THRESHOLD
            || loss.highestSacked() > at.dataStart());
  }
}
