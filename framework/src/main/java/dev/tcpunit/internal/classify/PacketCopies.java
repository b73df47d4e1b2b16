package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentKind;

/**
 * Tells a copy of a packet from a segment that the endpoint sent again.
 *
 * <p>A sender gives each packet an IP identification of its own, but may keep it when it sends the
 * same packet again (RFC 1122 section 3.2.1.5). So the same identification proves a copy only with
 * the same timestamp, or where the copy follows sooner than any sender could have reacted. A header
 * that says something else, another window say, is never that of a copy.
 */
public final class PacketCopies {
  /** How many segments of the flow may lie between a packet and its copy. */
  private static final int DEPTH = 256;

  /** How many packets with an older timestamp may have been overtaken by newer ones. */
  private static final int OVERTAKEN = 16;

  /** What an Ethernet frame carries: only a larger segment is left to a device to cut. */
  private static final int LARGEST_PIECE = 1460;

  /** No timer sends a segment again sooner (RFC 8985 section 7.2). */
  static final long SHORTEST_TIMER = 10_000_000;

  /** No resend follows sooner that nothing from the peer has set off, on any network. */
  public static final long FAR_BELOW_ANY_TIMER = 1_000_000;

  private PacketCopies() {}

  /** Whether the segment is the same packet as one that was captured shortly before. */
  static boolean isCopy(SendHistory history, PlacedSegment at, Classification result) {
    Evidence evidence = find(history, at);
    if (evidence != null) {
      result.evidence = evidence;
    }
    return evidence != null;
  }

  /**
   * Whether the segment is a piece of a larger one that a device cut at once, behind the place
   * where that was captured (GSO): each piece takes the next IP identification, and the sender's
   * own counter goes on behind them all.
   */
  static boolean isPiece(SendHistory history, PlacedSegment at, long whole) {
    int length = at.segment.payloadLength;
    return length > 0
        && history.holds(whole)
        && history.length(whole) > Math.max(LARGEST_PIECE, length)
        && at.segment.timeNanos - history.nanos(whole) < FAR_BELOW_ANY_TIMER
        && haveSameTick(history, at.entry, whole)
        && history.maySaySameInPieces(at.entry, whole)
        && !hasConstantId(at)
        && isNumberedInPlace(history, at.entry, whole, length);
  }

  /**
   * Whether the segment is a large one of which a device showed the first piece, and the others,
   * just before: it has the first one's IP identification.
   */
  static boolean isWhole(SendHistory history, PlacedSegment at, long first) {
    int length = at.segment.payloadLength;
    return history.holds(first)
        && length > Math.max(LARGEST_PIECE, history.length(first))
        && at.segment.timeNanos - history.nanos(first) < FAR_BELOW_ANY_TIMER
        && haveSameTick(history, at.entry, first)
        && history.maySaySameInPieces(at.entry, first)
        && !hasConstantId(at)
        && haveSameId(history, at.entry, first);
  }

  private static boolean haveSameId(SendHistory history, long one, long other) {
    boolean known =
        history.is(one, SendHistory.HAS_IP_ID) && history.is(other, SendHistory.HAS_IP_ID);
    return !known || history.ipId(one) == history.ipId(other);
  }

  private static boolean haveSameTick(SendHistory history, long one, long other) {
    return !SendOrder.haveTimestamps(history, one, other)
        || history.tsVal(one) == history.tsVal(other);
  }

  /** All pieces are as long but the last, and numbered in order. */
  private static boolean isNumberedInPlace(
      SendHistory history, long piece, long whole, int length) {
    if (!history.is(piece, SendHistory.HAS_IP_ID) || !history.is(whole, SendHistory.HAS_IP_ID)) {
      return false;
    }
    long offset = history.start(piece) - history.start(whole);
    int number = (short) (history.ipId(piece) - history.ipId(whole));
    return number == 0
        ? offset == 0
        : number > 0 && offset % number == 0 && offset / number >= length;
  }

  /** What tells that it is; null if nothing does. */
  private static Evidence find(SendHistory history, PlacedSegment at) {
    if (hasConstantId(at)) {
      return null;
    }
    int hasId = (history.flags(at.entry) & SendHistory.HAS_IP_ID) / SendHistory.HAS_IP_ID;
    int depth = DEPTH * hasId;
    int older = 0;
    long entry = history.previous(at.entry);
    for (int i = 0; i < depth && older < OVERTAKEN && history.holds(entry); i++) {
      if (isSame(history, at.entry, entry)) {
        return evidence(history, at, at.entry, entry);
      }
      older += isOlder(history, entry, at.entry) ? 1 : 0;
      entry = history.previous(entry);
    }
    return null;
  }

  private static boolean hasConstantId(PlacedSegment at) {
    return at.flow.is(FlowState.IP_ID_CONSTANT);
  }

  private static Evidence evidence(SendHistory history, PlacedSegment at, long copy, long entry) {
    if (SendOrder.haveTimestamps(history, copy, entry)
        && history.tsVal(copy) == history.tsVal(entry)) {
      return Evidence.SAME_PACKET;
    }
    // With another timestamp one of the two was damaged, if nobody can have sent it again.
    boolean stamped = history.is(entry, SendHistory.HAS_TIMESTAMP);
    long reaction = stamped ? FAR_BELOW_ANY_TIMER : shortestReaction(at);
    boolean soon = history.nanos(copy) - history.nanos(entry) < reaction;
    return soon ? Evidence.SAME_IP_ID : null;
  }

  /** Whether nothing in two packets says that they are two: a copy is as long, and has the same. */
  static boolean mayBeCopy(SendHistory history, long one, long other) {
    return carrySame(history, one, other)
        && haveSameId(history, one, other)
        && haveSameTick(history, one, other);
  }

  /**
   * Whether the segment is none of the latest packets that carried all its bytes, nor a piece of
   * one, as its header says something else: another window, say, or another acknowledgement.
   *
   * @param before the latest of these packets
   */
  static boolean isAnother(SendHistory history, PlacedSegment at, long before) {
    long start = history.start(at.entry);
    long end = history.end(at.entry);
    long entry = before;
    for (int i = 0; i < DEPTH && history.holds(entry); i++) {
      boolean carried = history.start(entry) <= start && history.end(entry) >= end;
      if (carried && maySaySame(history, at.entry, entry)) {
        return false;
      }
      entry = history.previous(entry);
    }
    return true;
  }

  private static boolean maySaySame(SendHistory history, long one, long other) {
    return history.length(one) == history.length(other)
        ? history.maySaySame(one, other)
        : history.maySaySameInPieces(one, other);
  }

  /** Whether only a timestamp, which the capture may have cut off, could tell it from another. */
  static boolean isCopyButForTimestamp(SendHistory history, PlacedSegment at, long entry) {
    return at.segment.optionsCut
        && !SendOrder.haveTimestamps(history, at.entry, entry)
        && !hasConstantId(at)
        && history.is(at.entry, SendHistory.HAS_IP_ID)
        && isSame(history, at.entry, entry);
  }

  /** The packet itself, where the entry is a copy that the network made of it; else the entry. */
  static long original(SendHistory history, PlacedSegment at, long copy) {
    long original = copy;
    long entry = history.previous(copy);
    boolean telling = history.is(copy, SendHistory.HAS_IP_ID) && !hasConstantId(at);
    for (int i = 0; telling && i < DEPTH && history.holds(entry); i++) {
      boolean same = isSame(history, copy, entry) && evidence(history, at, copy, entry) != null;
      original = same ? entry : original;
      entry = history.previous(entry);
    }
    return original;
  }

  static void count(PlacedSegment at, Classification result) {
    result.kind = SegmentKind.NETWORK_DUPLICATE;
    at.flow.rare().increment(FlowCount.NETWORK_DUPLICATES);
  }

  /** A timestamp never goes back (RFC 7323 section 3.2), so no copy lies far before these. */
  private static boolean isOlder(SendHistory history, long one, long other) {
    return history.is(one, SendHistory.HAS_TIMESTAMP)
        && history.is(other, SendHistory.HAS_TIMESTAMP)
        && SeqNumber.distance(history.tsVal(one), history.tsVal(other)) > 0;
  }

  private static long shortestReaction(PlacedSegment at) {
    return Math.max(SHORTEST_TIMER, RoundTrip.shortest(at));
  }

  /** Whether a packet has the identification of one that has it, and carries the same. */
  private static boolean isSame(SendHistory history, long one, long other) {
    return history.ipId(one) == history.ipId(other)
        && history.is(other, SendHistory.HAS_IP_ID)
        && carrySame(history, one, other);
  }

  private static boolean carrySame(SendHistory history, long one, long other) {
    return history.start(one) == history.start(other)
        && history.length(one) == history.length(other)
        && history.maySaySame(one, other);
  }
}
