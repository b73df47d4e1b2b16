package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;

/**
 * Learns what the IP identifications of a flow are worth. Some senders count them up, some draw
 * them at random, some use one for all: RFC 6864 leaves it to them.
 */
final class IpIds {
  /** A counter that other connections share may jump this far between two segments. */
  static final int LARGEST_STEP = 2048;

  /** As many steps in a row are no chance. */
  private static final int ENOUGH_STEPS = 3;

  private IpIds() {}

  /** Takes any segment, before it becomes the latest of its flow. */
  static void note(SendHistory history, Moment at) {
    long before = at.flow.latest;
    boolean comparable =
        history.holds(before)
            && history.is(before, SendHistory.HAS_IP_ID)
            && history.is(at.entry, SendHistory.HAS_IP_ID)
            && history.ipId(before) == history.ipId(at.entry);
    if (comparable
        && (history.start(before) != at.seq
            || history.length(before) != history.length(at.entry))) {
      at.flow.set(FlowState.IP_ID_CONSTANT);
    }
  }

  /** Takes a segment that carries the next bytes in sequence. */
  static void noteInSequence(Moment at) {
    FlowState flow = at.flow;
    if (at.segment.ipId <= 0) {
      return;
    }
    int step = (short) (at.segment.ipId - flow.lastIpId);
    if (flow.lastIpId != 0 && (step <= 0 || step > LARGEST_STEP)) {
      flow.set(FlowState.IP_ID_ERRATIC);
    } else if (flow.lastIpId != 0 && flow.ipIdSteps < ENOUGH_STEPS) {
      flow.ipIdSteps++;
    }
    flow.lastIpId = (char) at.segment.ipId;
  }

  /** Whether a higher identification proves that a packet was sent later. */
  static boolean tellOrder(FlowState flow) {
    return flow.ipIdSteps >= ENOUGH_STEPS && !flow.is(FlowState.IP_ID_ERRATIC);
  }
}
