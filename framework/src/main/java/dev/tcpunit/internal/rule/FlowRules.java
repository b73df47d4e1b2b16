package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.message.SegmentFault;
import dev.tcpunit.trace.Flow;

/** The rules of one flow that need nothing else to judge by. */
public final class FlowRules {
  public static final Rule<Flow> NO_RETRANSMISSIONS = NoRetransmissions.inFlow();
  public static final Rule<Flow> ALL_BYTES_ACKNOWLEDGED = AllBytesAcknowledged.inFlow();
  public static final Rule<Flow> NO_REORDERED_SEGMENTS =
      NoFaultySegment.inFlow(SegmentFault.REORDERED);
  public static final Rule<Flow> NO_ZERO_WINDOW = NoFaultySegment.inFlow(SegmentFault.ZERO_WINDOW);
  public static final Rule<Flow> RESPECTED_WINDOW =
      NoFaultySegment.inFlow(SegmentFault.WINDOW_EXCEEDED);

  private FlowRules() {}
}
