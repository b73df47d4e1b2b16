package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.trace.Evidence;

/**
 * Which of two packets of a flow was sent first, whatever order they were captured in: Linux counts
 * the IP identification up for each packet of a socket, and a timestamp never goes back (RFC 7323).
 */
final class SendOrder {
  private SendOrder() {}

  /** The same, by nothing but a counter that this socket keeps for itself: the surest of all. */
  static int compareByOwnCounter(SendHistory history, FlowState flow, long one, long other) {
    return IpIds.areOwnCounter(flow) ? compareByIpId(history, flow, one, other) : 0;
  }

  /** Positive if one was sent after the other, negative if before, 0 if the packets do not tell. */
  static int compare(SendHistory history, FlowState flow, long one, long other) {
    if (!history.holds(other)) {
      return 0;
    }
    int byId = compareByIpId(history, flow, one, other);
    if (byId != 0) {
      return byId;
    }
    boolean stamps =
        history.is(one, SendHistory.HAS_TIMESTAMP) && history.is(other, SendHistory.HAS_TIMESTAMP);
    return stamps ? SeqNumber.distance(history.tsVal(other), history.tsVal(one)) : 0;
  }

  /** What {@link #compare} went by, where it told. */
  static Evidence evidence(SendHistory history, FlowState flow, long one, long other) {
    if (compareByIpId(history, flow, one, other) == 0) {
      return Evidence.TIMESTAMP;
    }
    return IpIds.areOwnCounter(flow) ? Evidence.IP_ID_COUNTER : Evidence.IP_ID;
  }

  private static int compareByIpId(SendHistory history, FlowState flow, long one, long other) {
    if (!history.holds(other)) {
      return 0;
    }
    int both = history.flags(one) & history.flags(other) & SendHistory.HAS_IP_ID;
    int distance =
        (short) (history.ipId(one) - history.ipId(other)) * (both / SendHistory.HAS_IP_ID);
    return Math.abs(distance) <= IpIds.tellingDistance(flow) ? distance : 0;
  }
}
