package dev.tcpunit.analysis;

import dev.tcpunit.internal.model.CapturedFlow;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.trace.FlowCount;

/** Writes the counts of a flow into the model. */
final class FlowCounts {
  private FlowCounts() {}

  static void write(
      CapturedFlow.Builder builder, FlowState flow, FlowState peer, boolean scaleKnown) {
    if (flow.rareOrNull() != null) {
      for (FlowCount count : FlowCount.values()) {
        builder.count(count, flow.rare().get(count));
      }
    }
    builder
        .count(FlowCount.SEGMENTS, Integer.toUnsignedLong(flow.segments))
        .count(FlowCount.DATA_SEGMENTS, Integer.toUnsignedLong(flow.dataSegments))
        .count(FlowCount.BYTES, flow.bytes())
        .count(FlowCount.PAYLOAD_BYTES, flow.payloadBytes)
        .count(FlowCount.ACKNOWLEDGED_BYTES, acknowledgedBytes(flow))
        .count(FlowCount.OFFLOADED_CHECKSUMS, Integer.toUnsignedLong(flow.offloadedChecksums));
    builder.count(FlowCount.ACKS_OF_UNSEEN_BYTES, UnseenBytes.count(flow, peer));
    countMissing(builder, flow);
    if (!scaleKnown) {
      builder
          .unknown(FlowCount.WINDOW_FULL)
          .unknown(FlowCount.WINDOW_EXCEEDED)
          .unknown(FlowCount.WINDOW_SHRUNK);
    }
  }

  /** Gaps between what was captured, and what was acknowledged beyond it, but for a FIN. */
  private static void countMissing(CapturedFlow.Builder builder, FlowState flow) {
    long gaps = flow.gaps() == null ? 0 : flow.gaps().size();
    long unseen = 0;
    if (flow.acknowledgedTo > flow.next()) {
      unseen = flow.acknowledgedTo - flow.next() - (flow.is(FlowState.FIN_SEEN) ? 0 : 1);
    }
    builder
        .count(FlowCount.GAPS, gaps + (unseen > 0 ? 1 : 0))
        .count(FlowCount.MISSING_BYTES, flow.missingBytes() + unseen);
  }

  /** The last number acknowledged beyond what was captured may be that of a FIN. */
  private static long acknowledgedBytes(FlowState flow) {
    if (flow.acknowledgedTo == FlowState.NONE) {
      return 0;
    }
    boolean beyond = !flow.is(FlowState.FIN_SEEN) && flow.acknowledgedTo > flow.next();
    long fin = flow.isFinAcknowledged() || beyond ? 1 : 0;
    return Math.max(0, flow.acknowledgedTo - fin - flow.first());
  }
}
