package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;

/**
 * Decides whether the IP identifications of a flow prove the order of sending. Some senders count
 * them up for each socket (Linux), some for all together, some draw them at random, some use one
 * for all: RFC 6864 leaves it to them.
 */
final class IpIds {
  /** A counter that other connections share may jump this far between two segments. */
  private static final int LARGEST_STEP = 2048;

  /** Two numbers drawn at random lie this close once in five hundred times. */
  private static final int NO_CHANCE = 64;

  /** So many steps in a row cannot be coincidence. */
  private static final int ENOUGH_STEPS = 4;

  private static final int BOUND = 64;

  /** What a step that no counter makes weighs against those that one makes. */
  private static final int ODD = 8;

  /** Beyond this nothing counts them: two odd steps, and fewer than eight usual ones between. */
  private static final int ERRATIC = 12;

  private IpIds() {}

  /** Takes any segment, before it becomes the latest of its flow. */
  static void note(SendHistory history, FlowState flow, int ipId, long entry) {
    if (ipId == flow.previousIpId && ipId > 0 && isAnother(history, flow.latest, entry)) {
      flow.set(FlowState.IP_ID_CONSTANT);
    }
    flow.previousIpId = (char) Math.max(0, ipId);
  }

  /**
   * The first piece of a large segment, captured right behind the whole, has its identification.
   */
  private static boolean isAnother(SendHistory history, long before, long entry) {
    return history.holds(before)
        && (history.start(before) != history.start(entry)
            || history.length(before) != history.length(entry)
                && (history.length(before) == 0 || history.length(entry) == 0));
  }

  /**
   * Takes a segment that carries bytes beyond all others. Free of branches: a number of 0 or a step
   * that is too long comes once in a while, and a branch that is first taken late makes the JVM
   * discard the compiled method.
   */
  static void noteNew(FlowState flow, int ipId) {
    int known = allBitsIfPositive(ipId);
    noteStep(flow, (short) (ipId - flow.lastIpId), known & allBitsIfPositive(flow.lastIpId));
    flow.lastIpId = (char) (ipId & known | flow.lastIpId & ~known);
    flow.segmentsAtLastIpId = (byte) (flow.segments & known | flow.segmentsAtLastIpId & ~known);
  }

  private static void noteStep(FlowState flow, int step, int counts) {
    int captured = flow.segments - flow.segmentsAtLastIpId & 0xFF;
    int usual = counts & allBitsIfPositive(step) & ~(LARGEST_STEP - step >> 31);
    int jump = usual & captured - step >> 31;
    int odd = flow.ipIdOdd() + (counts & ~usual & ODD) + (counts & usual);
    flow.ipIdOdd(Math.min(BOUND, Math.max(0, odd)));
    flow.ipIdSteps = (byte) Math.min(BOUND, flow.ipIdSteps - (usual & ~jump));
    flow.ipIdJumps = (byte) Math.min(BOUND, flow.ipIdJumps - jump);
  }

  private static int allBitsIfPositive(int number) {
    return -number >> 31;
  }

  /**
   * Whether the numbers count this flow's own segments, as Linux does for each socket. Segments
   * that were lost before the capture make them jump now and then, other connections always.
   */
  static boolean areOwnCounter(FlowState flow) {
    return flow.ipIdOdd() <= ERRATIC
        && flow.ipIdSteps >= ENOUGH_STEPS
        && flow.ipIdSteps > flow.ipIdJumps;
  }

  /**
   * How far two identifications may lie apart and still tell which packet was sent first: farther,
   * a counter may have wrapped, and as long as none was seen counting it may be chance.
   */
  static int tellingDistance(FlowState flow) {
    if (flow.ipIdSteps + flow.ipIdJumps >= ENOUGH_STEPS) {
      return flow.ipIdOdd() <= ERRATIC ? LARGEST_STEP : 0;
    }
    return flow.ipIdOdd() == 0 ? NO_CHANCE : 0;
  }
}
