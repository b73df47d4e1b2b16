package dev.tcpunit.internal.model;

import dev.tcpunit.internal.track.SegmentColumns;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Evidence;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Passage;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Transit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Corrects what was made of the arrivals of a flow by what left its sender, which the same capture
 * holds: what did not leave again was not sent again.
 */
final class Arrivals {
  private final SegmentColumns table;
  private final CapturedFlow arrived;

  private Arrivals(SegmentColumns table, CapturedFlow arrived) {
    this.table = table;
    this.arrived = arrived;
  }

  /** Takes what became of each segment, and the rows and the counts of what arrived. */
  static void correct(Transit transit, SegmentColumns table, CapturedFlow arrived) {
    Arrivals arrivals = new Arrivals(table, arrived);
    for (Passage passage : transit.passages()) {
      List<Segment> all = passage.arrivals();
      for (int i = 0; i < all.size(); i++) {
        if (i == 0) {
          arrivals.correct(all.get(i), passage.sent());
        } else {
          arrivals.copied(all.get(i));
        }
      }
    }
    transit.strangers().stream()
        .filter(stranger -> stranger.kind() != SegmentKind.DUPLICATE_ACK)
        .forEach(arrivals::copied);
  }

  /** The packet that left: it is what it was when it was sent, or it came late. */
  private void correct(Segment arrival, Segment sent) {
    boolean doubted = isDoubted(arrival.kind());
    if (sent.kind() == SegmentKind.RETRANSMISSION) {
      if (doubted || arrival.kind() == SegmentKind.REORDERED) {
        change(arrival, SegmentKind.RETRANSMISSION, sent.cause().orElse(null));
      }
    } else if (doubted && arrival.end() > arrival.seq()) {
      change(arrival, SegmentKind.REORDERED, null);
    }
  }

  /** It left once, or never: the path made this one. */
  private void copied(Segment arrival) {
    if (isRepeated(arrival.kind())) {
      change(arrival, SegmentKind.NETWORK_DUPLICATE, null);
    }
  }

  private static boolean isDoubted(SegmentKind kind) {
    return kind == SegmentKind.RETRANSMISSION
        || kind == SegmentKind.UNDECIDED
        || kind == SegmentKind.NETWORK_DUPLICATE;
  }

  private static boolean isRepeated(SegmentKind kind) {
    return kind == SegmentKind.RETRANSMISSION
        || kind == SegmentKind.UNDECIDED
        || kind == SegmentKind.REORDERED
        || kind == SegmentKind.DUPLICATE_ACK;
  }

  private void change(Segment arrival, SegmentKind kind, RetransmissionCause cause) {
    if (arrival.kind() == kind && Objects.equals(arrival.cause().orElse(null), cause)) {
      return;
    }
    count(arrival, -1);
    int row = ((CapturedSegment) arrival).row();
    table.classify(row, kind, cause);
    table.tell(row, Evidence.BOTH_ENDS);
    if (kind != SegmentKind.RETRANSMISSION) {
      table.withdraw(SegmentFinding.SPURIOUS, row);
    }
    count(arrival, 1);
  }

  private void count(Segment arrival, int change) {
    switch (arrival.kind()) {
      case RETRANSMISSION -> countResend(arrival, change);
      case REORDERED -> arrived.recount(FlowCount.REORDERED, arrival.length() > 0 ? change : 0);
      case NETWORK_DUPLICATE -> arrived.recount(FlowCount.NETWORK_DUPLICATES, change);
      case DUPLICATE_ACK -> arrived.recount(FlowCount.DUPLICATE_ACKS, change);
      case UNDECIDED -> arrived.recount(FlowCount.UNDECIDED, change);
      default -> {}
    }
  }

  private void countResend(Segment arrival, int change) {
    if (arrival.has(TcpFlags.SYN)) {
      arrived.recount(FlowCount.SYN_RETRANSMISSIONS, change);
    } else if (arrival.length() == 0) {
      arrived.recount(FlowCount.FIN_RETRANSMISSIONS, change);
    } else {
      arrived.recount(FlowCount.RETRANSMISSIONS, change);
      arrival.cause().flatMap(Arrivals::countOf).ifPresent(one -> arrived.recount(one, change));
    }
    if (arrival.has(SegmentFinding.SPURIOUS)) {
      arrived.recount(FlowCount.SPURIOUS_RETRANSMISSIONS, change);
    }
  }

  private static Optional<FlowCount> countOf(RetransmissionCause cause) {
    return switch (cause) {
      case FAST -> Optional.of(FlowCount.FAST_RETRANSMISSIONS);
      case TIMEOUT -> Optional.of(FlowCount.TIMEOUT_RETRANSMISSIONS);
      case TAIL_LOSS_PROBE -> Optional.of(FlowCount.TAIL_LOSS_PROBES);
      default -> Optional.empty();
    };
  }
}
