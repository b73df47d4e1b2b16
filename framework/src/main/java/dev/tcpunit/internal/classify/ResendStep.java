package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentKind;

/** Finds why data were sent again, and counts what came late. */
final class ResendStep implements Step {
  private final SendHistory history;
  private final SpuriousDetector spurious;
  private final CauseFinder causes;

  ResendStep(SendHistory history, SpuriousDetector spurious) {
    this.history = history;
    this.spurious = spurious;
    causes = new CauseFinder(history);
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    if (at.segment.payloadLength > 0) {
      if (result.kind == SegmentKind.RETRANSMISSION) {
        resent(at, result);
      }
    }
    if (result.kind == SegmentKind.REORDERED) {
      at.flow.rare().increment(FlowCount.REORDERED);
    }
    return true;
  }

  private void resent(PlacedSegment at, Classification result) {
    FlowState flow = at.flow;
    result.cause = causes.find(at);
    flow.rare().increment(FlowCount.RETRANSMISSIONS);
    switch (result.cause) {
      case FAST -> flow.rare().increment(FlowCount.FAST_RETRANSMISSIONS);
      case TIMEOUT -> flow.rare().increment(FlowCount.TIMEOUT_RETRANSMISSIONS);
      case TAIL_LOSS_PROBE -> flow.rare().increment(FlowCount.TAIL_LOSS_PROBES);
      default -> {}
    }
    history.mark(at.entry, SendHistory.RESENT);
    spurious.onRetransmission(at, result);
  }
}
