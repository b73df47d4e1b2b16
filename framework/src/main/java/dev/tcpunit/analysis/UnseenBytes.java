package dev.tcpunit.analysis;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.SegmentFinding;

/**
 * Which acknowledgements are of bytes that never came: some captures hold an ACK before the data
 * that it acknowledges, and that is known only afterwards.
 */
final class UnseenBytes {
  private UnseenBytes() {}

  /** How many segments of a flow acknowledge bytes of the other one that were never captured. */
  static long count(FlowState flow, FlowState acknowledged) {
    RareFacts facts = flow.rareOrNull();
    if (facts == null) {
      return 0;
    }
    int later = facts.acksOfBytesSeenLater;
    int noted = isWhole(acknowledged) ? 0 : facts.get(FlowCount.ACKS_OF_UNSEEN_BYTES) - later;
    return noted + facts.wildAcks;
  }

  /** Withdraws the finding from each segment of a flow all of whose bytes came later. */
  static void correct(SegmentColumns rows, Role sender, FlowState flow, FlowState acknowledged) {
    RareFacts facts = flow.rareOrNull();
    boolean noted = facts != null && facts.get(FlowCount.ACKS_OF_UNSEEN_BYTES) > 0;
    if (noted) {
      rows.withdraw(SegmentFinding.ACK_OF_UNSEEN_BYTES, sender, seenTo(acknowledged));
    }
  }

  /** Up to where nothing is missing. */
  private static long seenTo(FlowState flow) {
    GapList gaps = flow.gaps();
    return gaps == null || gaps.size() == 0 ? flow.next() : gaps.from(0);
  }

  private static boolean isWhole(FlowState flow) {
    boolean beyond = flow.acknowledgedTo != FlowState.NONE && flow.acknowledgedTo > flow.next();
    return !beyond && flow.missingBytes() == 0;
  }
}
