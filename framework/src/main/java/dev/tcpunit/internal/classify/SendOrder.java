package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.SeqNumber;

/**
 * Which of two packets of a flow was sent first, whatever order they were captured in: Linux counts
 * the IP identification up for each packet of a socket, and a timestamp never goes back (RFC 7323).
 */
final class SendOrder {
  private SendOrder() {}

  /** Positive if one was sent after the other, negative if before, 0 if the packets do not tell. */
  static int compare(SendHistory history, FlowState flow, long one, long other) {
    if (!history.holds(other)) {
      return 0;
    }
    boolean ids =
        history.is(one, SendHistory.HAS_IP_ID)
            && history.is(other, SendHistory.HAS_IP_ID)
            && IpIds.tellOrder(flow);
    int byId = ids ? (short) (history.ipId(one) - history.ipId(other)) : 0;
    // Farther apart than a counter can have run, it may have wrapped.
    if (byId != 0 && Math.abs(byId) <= IpIds.LARGEST_STEP) {
      return byId;
    }
    boolean stamps =
        history.is(one, SendHistory.HAS_TIMESTAMP) && history.is(other, SendHistory.HAS_TIMESTAMP);
    return stamps ? SeqNumber.distance(history.tsVal(other), history.tsVal(one)) : 0;
  }
}
