package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.SegmentKind;

/** What is noted of the stream of bytes: how far it goes, and what of it was sent again. */
final class Resends {
  private final SendHistory history;
  private final SpuriousDetector spurious;
  private final CauseFinder causes;

  Resends(SendHistory history, SpuriousDetector spurious) {
    this.history = history;
    this.spurious = spurious;
    causes = new CauseFinder(history);
  }

  void resent(Moment at, Classification result) {
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

  static void copied(Moment at, Classification result) {
    result.kind = SegmentKind.NETWORK_DUPLICATE;
    at.flow.rare().increment(FlowCount.NETWORK_DUPLICATES);
  }

  static void extend(Moment at, long start, long end) {
    FlowState flow = at.flow;
    if (start > flow.end) {
      gapsOf(flow).append(flow.end, start, at.segment.timeNanos, at.entry);
    }
    flow.end = Math.max(flow.end, end);
  }

  static GapList gapsOf(FlowState flow) {
    RareFacts facts = flow.rare();
    if (facts.gaps == null) {
      facts.gaps = new GapList();
    }
    return facts.gaps;
  }
}
