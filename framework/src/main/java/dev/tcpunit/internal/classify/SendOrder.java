package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.net.TcpFlags;

/**
 * Which of two packets of a flow was sent first, whatever order they were captured in: Linux counts
 * the IP identification up for each packet of a socket, and a timestamp never goes back (RFC 7323).
 *
 * <p>All methods return a positive number if one was sent after the other, a negative one if
 * before, 0 if the packets do not tell.
 */
final class SendOrder {
  /** How many of the peer's segments are looked through for what a segment answers. */
  private static final int PEER_DEPTH = 1024;

  /** And how many of those before: some may have been sent again, or come late. */
  private static final int PEER_DEPTH_BEFORE = 16;

  private SendOrder() {}

  /** By what a packet says itself: where nothing more is at stake than a header's age. */
  static int compare(SendHistory history, FlowState flow, long one, long other) {
    int order = byPacket(history, flow, one, other);
    return order == 0 ? bySharedCounter(history, flow, one, other) : order;
  }

  /** By what proves it: the sender's own counter, else its timestamps. */
  static int byPacket(SendHistory history, FlowState flow, long one, long other) {
    int order = byOwnCounter(history, flow, one, other);
    return order == 0 ? byTimestamp(history, one, other) : order;
  }

  /** By a counter that this socket keeps for itself: the surest of all. */
  static int byOwnCounter(SendHistory history, FlowState flow, long one, long other) {
    return IpIds.areOwnCounter(flow) ? byNearIpId(history, flow, one, other) : 0;
  }

  /**
   * By what the segment answers: it echoes a timestamp (RFC 7323 section 4.3) or acknowledges bytes
   * that the peer had not sent yet when the other one was captured.
   */
  static int byAnswer(SendHistory history, PlacedSegment at, long other) {
    if (!at.has(TcpFlags.ACK) || !history.holds(at.peer.latest) || at.peer.latest < other) {
      return 0;
    }
    long entry = at.peer.latest;
    for (int i = 0; i < PEER_DEPTH && entry >= other && history.holds(entry); i++) {
      entry = history.previous(entry);
    }
    return entry < other && history.holds(entry) && isBeyond(history, at, entry) ? 1 : 0;
  }

  /** Whether the segment answers more than the peer had sent up to an entry. */
  private static boolean isBeyond(SendHistory history, PlacedSegment at, long upTo) {
    long end = FlowState.NONE;
    boolean newer = false;
    boolean stamped = false;
    long entry = upTo;
    for (int i = 0; i < PEER_DEPTH_BEFORE && history.holds(entry); i++) {
      if (history.is(entry, SendHistory.OCCUPIES)) {
        end = Math.max(end, history.end(entry));
      }
      if (history.is(entry, SendHistory.HAS_TIMESTAMP) && at.segment.hasTimestamps) {
        newer = SeqNumber.distance(history.tsVal(entry), at.segment.tsEcr) > 0;
        stamped |= !newer;
      }
      entry = history.previous(entry);
    }
    return newer && !stamped || end != FlowState.NONE && at.ack > end;
  }

  static int byTimestamp(SendHistory history, long one, long other) {
    return haveTimestamps(history, one, other)
        ? SeqNumber.distance(history.tsVal(other), history.tsVal(one))
        : 0;
  }

  static boolean haveTimestamps(SendHistory history, long one, long other) {
    return history.holds(other)
        && history.is(one, SendHistory.HAS_TIMESTAMP)
        && history.is(other, SendHistory.HAS_TIMESTAMP);
  }

  /**
   * By a counter that other connections share, which may have gone far between the two: then step
   * by step, from each packet of the flow to the one that was captured before it.
   */
  static int bySharedCounter(SendHistory history, FlowState flow, long one, long other) {
    int near = byNearIpId(history, flow, one, other);
    if (near != 0 || !haveIpIds(history, one, other)) {
      return near;
    }
    int sum = 0;
    long later = one;
    for (long entry = history.previous(one); history.holds(entry) && entry >= other; ) {
      if (history.is(entry, SendHistory.HAS_IP_ID)) {
        int step = byNearIpId(history, flow, later, entry);
        if (step == 0) {
          return 0;
        }
        sum += step;
        later = entry;
      }
      entry = history.previous(entry);
    }
    return later == other ? sum : 0;
  }

  private static int byNearIpId(SendHistory history, FlowState flow, long one, long other) {
    if (!haveIpIds(history, one, other)) {
      return 0;
    }
    int distance = (short) (history.ipId(one) - history.ipId(other));
    return Math.abs(distance) <= IpIds.tellingDistance(flow) ? distance : 0;
  }

  private static boolean haveIpIds(SendHistory history, long one, long other) {
    return history.holds(other)
        && history.is(one, SendHistory.HAS_IP_ID)
        && history.is(other, SendHistory.HAS_IP_ID);
  }
}
