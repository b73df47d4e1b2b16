package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.SegmentKind;

/**
 * Decides of a segment that does not come in its turn whether it was sent again, came late or was
 * copied on its way. The strongest evidence is asked first: the packet itself, its sender's own
 * counter, what it echoes, its timestamp, where it was captured, a counter that others share, what
 * the receiver reported, and time last of all.
 */
final class OriginJudge {
  /**
   * A sender learns of a loss from what the receiver says about later segments, a round trip after
   * them. The one of the handshake may have been slow, but hardly four times as slow.
   */
  private static final int TOO_SOON = 4;

  private final SendHistory history;
  private final VantageFinder vantage;

  OriginJudge(SendHistory history, VantageFinder vantage) {
    this.history = history;
    this.vantage = vantage;
  }

  /**
   * Judges bytes that were not captured before, by the segment that skipped them: sent before it
   * they were overtaken, sent after it they were sent again.
   *
   * @param opener the entry of that segment
   * @param openedNanos when that was captured
   */
  void judgeUnseen(PlacedSegment at, long opener, long openedNanos, Classification result) {
    long age = at.segment.timeNanos - openedNanos;
    if (!judgeByPacket(at, opener, SegmentKind.REORDERED, result)
        && !judgeByLoopback(at, result)
        && !judgeBySharedCounter(at, opener, result)
        && !judgeByDeparture(at, age, result)
        && (at.segment.untimed || !judgeUnseenByTime(at, opener, age, result))) {
      result.kind = SegmentKind.UNDECIDED;
    }
    if (result.kind == SegmentKind.RETRANSMISSION) {
      history.mark(at.entry, SendHistory.BROUGHT);
      noteRepair(at, age);
    }
  }

  /** Judges bytes that were captured before, by the packets that brought them. */
  void judgeSeen(PlacedSegment at, Classification result) {
    long before = latestWith(at);
    if (PacketCopies.isCopy(history, at, result) || PacketCopies.isPiece(history, at, before)) {
      result.kind = SegmentKind.NETWORK_DUPLICATE;
    } else if (history.holds(before)) {
      judgeAfter(at, before, result);
    } else if (isWhole(at)) {
      result.kind = SegmentKind.NETWORK_DUPLICATE;
      result.evidence = Evidence.TIMING;
    } else {
      repeated(result, vantage.isAtSender(at) ? Evidence.SEEN_BEFORE : Evidence.REPEATED);
    }
    if (result.kind == SegmentKind.NETWORK_DUPLICATE) {
      at.flow.rare().increment(FlowCount.NETWORK_DUPLICATES);
    }
  }

  /** Whether it joins pieces that were captured at once before it, and nobody asked for any. */
  private boolean isWhole(PlacedSegment at) {
    long first = history.previous(at.entry);
    while (history.holds(first)
        && (history.start(first) != at.dataStart() || !history.is(first, SendHistory.OCCUPIES))) {
      first = history.previous(first);
    }
    return PacketCopies.isWhole(history, at, first) && !wasAskedFor(at, first);
  }

  private void judgeAfter(PlacedSegment at, long before, Classification result) {
    long age = at.segment.timeNanos - history.nanos(before);
    if (!judgeByPacket(at, before, SegmentKind.NETWORK_DUPLICATE, result)
        && !judgeCut(at, before, result)
        && !judgeAtOnce(at, before, age, result)
        && !judgeLateCopy(at, before, age, result)
        && !judgeSeenByPlace(at, before, result)
        && !judgeBySharedCounter(at, before, result)) {
      judgeSeenByTime(at, before, age, result);
    }
    if (result.kind == SegmentKind.REORDERED) {
      onOriginal(at, before, result);
      if (wasSentAfterLaterBytes(at)) {
        result.kind = SegmentKind.RETRANSMISSION;
      }
    } else if (result.kind == SegmentKind.RETRANSMISSION && vantage.isAtSender(at)) {
      result.evidence = Evidence.SEEN_BEFORE;
    }
  }

  /**
   * Judges a segment of which some bytes were captured before and some were not: it was cut
   * elsewhere, as only a resend is, or it is what resends have taken to pieces.
   */
  void judgePartlySeen(PlacedSegment at, Classification result) {
    long entry = history.previous(at.entry);
    while (history.holds(entry)) {
      boolean common = history.start(entry) < at.dataEnd() && at.dataStart() < history.end(entry);
      if (common && history.is(entry, SendHistory.OCCUPIES)) {
        boolean taken =
            at.dataEnd() <= at.flow.end
                && history.is(entry, SendHistory.RESENT)
                && SendOrder.byPacket(history, at.flow, at.entry, entry) < 0;
        if (taken) {
          decide(result, -1, evidence(at, entry));
          return;
        }
        break;
      }
      entry = history.previous(entry);
    }
    repeated(result, Evidence.SEEN_BEFORE);
  }

  private Evidence evidence(PlacedSegment at, long other) {
    return SendOrder.byOwnCounter(history, at.flow, at.entry, other) == 0
        ? Evidence.TIMESTAMP
        : Evidence.IP_ID_COUNTER;
  }

  /**
   * What both packets say of themselves. What one answers is asked behind the timestamps, which
   * never say otherwise and are quicker to compare; the tie of two says the last that is given.
   */
  private boolean judgeByPacket(
      PlacedSegment at, long other, SegmentKind tie, Classification result) {
    return decide(
            result,
            SendOrder.byOwnCounter(history, at.flow, at.entry, other),
            Evidence.IP_ID_COUNTER)
        || decide(result, SendOrder.byTimestamp(history, at.entry, other), Evidence.TIMESTAMP)
        || decide(result, SendOrder.byAnswer(history, at, other), Evidence.ANSWER)
        || judgeByTie(at, other, tie, result);
  }

  /**
   * Two packets of one tick. Nothing is sent again sooner than a round trip later, or than a timer
   * takes: where that is two ticks, none of the two was. Beside the sender the place says more: a
   * round trip may be far shorter than the handshake's was.
   */
  private boolean judgeByTie(PlacedSegment at, long other, SegmentKind tie, Classification result) {
    long roundTrip = RoundTrip.shortest(at);
    boolean telling =
        roundTrip > 0
            && !vantage.isBesideSender(at)
            && SendOrder.haveTimestamps(history, at.entry, other)
            && roundTrip >= 2 * SenderClock.longestTick(history, at.flow, at.entry)
            && !(tie == SegmentKind.NETWORK_DUPLICATE
                && PacketCopies.isAnother(history, at, other));
    if (telling) {
      result.kind = tie;
      result.evidence = Evidence.TIMESTAMP;
    }
    return telling;
  }

  /** One whose timestamp the capture may have cut off, and which else is the packet before. */
  private boolean judgeCut(PlacedSegment at, long before, Classification result) {
    boolean open = PacketCopies.isCopyButForTimestamp(history, at, before);
    if (open) {
      result.kind = SegmentKind.UNDECIDED;
    }
    return open;
  }

  private boolean judgeBySharedCounter(PlacedSegment at, long other, Classification result) {
    int order = SendOrder.bySharedCounter(history, at.flow, at.entry, other);
    return decide(result, order, Evidence.IP_ID);
  }

  /** Nothing is lost on a loopback: what has arrived once was sent once. */
  private boolean judgeByLoopback(PlacedSegment at, Classification result) {
    return vantage.isOnLoopback(at) && decide(result, -1, Evidence.SENT_ONCE);
  }

  /** Nothing overtakes where the sender's packets leave it, but in the capture itself. */
  private boolean judgeByDeparture(PlacedSegment at, long age, Classification result) {
    if (!vantage.isBesideSender(at)) {
      return false;
    }
    boolean tooSoon = age < PacketCopies.SHORTEST_TIMER && !isAnythingReported(at);
    return decide(result, tooSoon ? -1 : 1, tooSoon ? Evidence.TIMING : Evidence.BESIDE_SENDER);
  }

  /**
   * Nothing is sent again at once with nothing from the peer in between: what was captured twice is
   * the same segment. But over a loopback what the peer said of data may be captured late; there
   * only two packets of one moment are open: a resend that two processors handed over together, or
   * one packet that the capture took both ways.
   */
  private boolean judgeAtOnce(PlacedSegment at, long before, long age, Classification result) {
    boolean open = vantage.isOnLoopback(at) && !at.has(TcpFlags.SYN);
    boolean atOnce =
        (open ? age == 0 : age < PacketCopies.FAR_BELOW_ANY_TIMER)
            && (vantage.isOnLoopback(at) || vantage.isBesideSender(at))
            && !hasPeerSpokenSince(at, before)
            && PacketCopies.mayBeCopy(history, at.entry, before);
    if (atOnce) {
      result.kind = open ? SegmentKind.UNDECIDED : SegmentKind.NETWORK_DUPLICATE;
      result.evidence = open ? Evidence.NONE : Evidence.TIMING;
    }
    return atOnce;
  }

  /**
   * Beside its sender nothing is copied but by a queue of the sender's own, such as netem's. What
   * says all that a packet said many ticks before, or before a later tick, was not sent now.
   */
  private boolean judgeLateCopy(PlacedSegment at, long before, long age, Classification result) {
    boolean open =
        vantage.isBesideSender(at)
            && PacketCopies.mayBeCopy(history, at.entry, before)
            && (isOfOneTick(at, before, age)
                || SendOrder.byTimestamp(history, at.entry, history.previous(at.entry)) < 0);
    if (open) {
      result.kind = SegmentKind.UNDECIDED;
    }
    return open;
  }

  /** On a loopback nothing is copied, so what arrives twice was sent twice, whichever is which. */
  private boolean judgeSeenByPlace(PlacedSegment at, long before, Classification result) {
    if (vantage.isOnLoopback(at)) {
      boolean counted = history.is(before, SendHistory.BROUGHT);
      return decide(result, counted ? -1 : 1, Evidence.SEEN_BEFORE);
    }
    return vantage.isBesideSender(at) && decide(result, 1, Evidence.SEEN_BEFORE);
  }

  private boolean judgeUnseenByTime(
      PlacedSegment at, long opener, long age, Classification result) {
    long roundTrip = RoundTrip.shortest(at);
    boolean unprompted =
        isPeerCaptured(at)
            && !hasPeerSpokenSince(at, opener)
            && age < Math.max(PacketCopies.FAR_BELOW_ANY_TIMER, roundTrip / 2);
    if (unprompted || age < roundTrip / TOO_SOON) {
      return decide(result, -1, Evidence.TIMING);
    }
    // Earlier round trips may have been somewhat slower than that of the report and the resend.
    return roundTrip >= 0
        && 4 * age >= 3 * Math.max(roundTrip, at.connection.roundTripNanos())
        && wasReported(at)
        && decide(result, 1, Evidence.ASKED_FOR);
  }

  private void judgeSeenByTime(PlacedSegment at, long before, long age, Classification result) {
    if (PacketCopies.isAnother(history, at, before)) {
      repeated(result, Evidence.SEEN_BEFORE);
      return;
    }
    if (at.segment.untimed) {
      result.kind = SegmentKind.UNDECIDED;
      return;
    }
    boolean asked = wasAskedFor(at, before);
    boolean unasked = !asked && age < PacketCopies.FAR_BELOW_ANY_TIMER;
    boolean answered = isPeerCaptured(at) || at.has(TcpFlags.SYN);
    if (unasked && answered || age < RoundTrip.shortest(at) / TOO_SOON) {
      result.kind = SegmentKind.NETWORK_DUPLICATE;
      result.evidence = Evidence.TIMING;
    } else if (unasked || isTooSoon(at, before, age, asked) || isOfOneTick(at, before, age)) {
      result.kind = SegmentKind.UNDECIDED;
    } else {
      repeated(result, Evidence.REPEATED);
    }
  }

  /** No timer sends again so soon what a packet before said, but a SYN-ACK answers each SYN. */
  private boolean isTooSoon(PlacedSegment at, long before, long age, boolean asked) {
    return age < PacketCopies.SHORTEST_TIMER
        && (!asked || at.has(TcpFlags.SYN))
        && PacketCopies.mayBeCopy(history, at.entry, before);
  }

  /**
   * Whether both packets were sent within one tick, but captured ticks apart: a resend so soon
   * takes a round trip that short, and a copy another way here.
   */
  private boolean isOfOneTick(PlacedSegment at, long before, long age) {
    return SendOrder.haveTimestamps(history, at.entry, before)
        && history.tsVal(at.entry) == history.tsVal(before)
        && age >= 2 * longestTick(at, before);
  }

  /** By whichever tells more: what comes late has its clock seem slow. */
  private long longestTick(PlacedSegment at, long before) {
    return Math.min(
        SenderClock.longestTick(history, at.flow, at.entry),
        SenderClock.longestTick(history, at.flow, before));
  }

  /**
   * Whether anything but a timer may have had it sent again: a SYN-ACK answers each SYN, and what
   * the peer reports as missing, or what a recovery goes on with, is sent at once.
   */
  private boolean wasAskedFor(PlacedSegment at, long before) {
    if (!hasPeerSpokenSince(at, before)) {
      return false;
    }
    if (at.has(TcpFlags.SYN)) {
      return at.has(TcpFlags.ACK);
    }
    LossState loss = at.flow.loss();
    return loss != null && (loss.isAnythingReported() || loss.isRepairing());
  }

  private static void repeated(Classification result, Evidence evidence) {
    result.kind = SegmentKind.RETRANSMISSION;
    result.evidence = evidence;
  }

  private static boolean decide(Classification result, int order, Evidence evidence) {
    if (order == 0) {
      return false;
    }
    result.kind = order > 0 ? SegmentKind.RETRANSMISSION : SegmentKind.REORDERED;
    result.evidence = evidence;
    return true;
  }

  /** The latest packet before it that carried all that the segment carries. */
  private long latestWith(PlacedSegment at) {
    boolean data = at.segment.payloadLength > 0;
    long from = data ? at.dataStart() : history.start(at.entry);
    long to = data ? at.dataEnd() : history.end(at.entry);
    long entry = history.previous(at.entry);
    while (history.holds(entry)) {
      if (history.is(entry, SendHistory.OCCUPIES)
          && history.start(entry) <= from
          && history.end(entry) >= to) {
        return entry;
      }
      entry = history.previous(entry);
    }
    return SendHistory.NONE;
  }

  /**
   * The first copy comes after the second: so the one that was captured before was sent again, if
   * it passed for the first until now.
   */
  private void onOriginal(PlacedSegment at, long latest, Classification result) {
    long before = PacketCopies.original(history, at, latest);
    boolean known = history.is(before, SendHistory.RESENT);
    if (known || at.segment.payloadLength == 0) {
      return;
    }
    history.mark(before, SendHistory.RESENT);
    at.flow.rare().increment(FlowCount.RETRANSMISSIONS);
    if (history.is(before, SendHistory.UNDECIDED)) {
      at.flow.rare().decrement(FlowCount.UNDECIDED);
    }
    SegmentColumns rows = at.connection.segments;
    if (rows != null) {
      int row = history.row(before);
      rows.classify(row, SegmentKind.RETRANSMISSION, RetransmissionCause.UNKNOWN);
      rows.tell(row, result.evidence);
    }
  }

  /** Bytes are sent in their order, so it is a resend too, which a later resend has overtaken. */
  private boolean wasSentAfterLaterBytes(PlacedSegment at) {
    long entry = history.previous(at.entry);
    while (history.holds(entry)) {
      boolean later =
          history.start(entry) >= at.dataEnd()
              && history.is(entry, SendHistory.OCCUPIES)
              && !history.is(entry, SendHistory.RESENT);
      if (later && SendOrder.byPacket(history, at.flow, at.entry, entry) > 0) {
        return true;
      }
      entry = history.previous(entry);
    }
    return false;
  }

  private static void noteRepair(PlacedSegment at, long age) {
    LossState loss = at.flow.lossOrNew(at.segment.timeNanos);
    loss.shortestRepairNanos = Math.min(loss.shortestRepairNanos, age);
  }

  private boolean isPeerCaptured(PlacedSegment at) {
    return at.peer.segments > 0;
  }

  private boolean hasPeerSpokenSince(PlacedSegment at, long entry) {
    return history.holds(at.peer.latest) && at.peer.latest > entry;
  }

  private static boolean isAnythingReported(PlacedSegment at) {
    LossState loss = at.flow.loss();
    return loss != null && loss.isAnythingReported();
  }

  /** The receiver asked for it: three duplicate ACKs, or SACK blocks above it. */
  private static boolean wasReported(PlacedSegment at) {
    LossState loss = at.flow.loss();
    return loss != null
        && (loss.duplicateAcks >= CauseFinder.DUPLICATE_THRESHOLD
            || loss.highestSacked() > at.dataStart());
  }
}
