package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.SendHistory;

/**
 * Tells a copy of a packet from a segment that the endpoint sent again: a sender gives each packet
 * an IP identification of its own (RFC 6864), so the same one with the same timestamp is the same
 * packet.
 */
final class Copies {
  /** How many segments of the flow may lie between a packet and its copy. */
  private static final int DEPTH = 256;

  private Copies() {}

  /** Whether the segment is the same packet as one that was captured shortly before. */
  static boolean isCopyOfLatest(SendHistory history, Moment at) {
    if (!history.is(at.entry, SendHistory.HAS_IP_ID)) {
      return false;
    }
    long entry = history.previous(at.entry);
    for (int i = 0; i < DEPTH && history.holds(entry); i++) {
      if (history.ipId(entry) == history.ipId(at.entry) && isSame(history, at.entry, entry)) {
        return true;
      }
      entry = history.previous(entry);
    }
    return false;
  }

  private static boolean isSame(SendHistory history, long one, long other) {
    return history.is(other, SendHistory.HAS_IP_ID)
        && history.start(one) == history.start(other)
        && history.length(one) == history.length(other)
        && history.tsVal(one) == history.tsVal(other);
  }
}
