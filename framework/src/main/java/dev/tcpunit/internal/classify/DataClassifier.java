package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowPayload.Comparison;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;

/** What a segment with data, SYN or FIN is within the sequence space of its flow. */
final class DataClassifier {
  private final SendHistory history;
  private final SpuriousDetector spurious;
  private final ProbeClassifier probes;
  private final CauseFinder causes;
  private final OriginJudge origins;

  DataClassifier(SendHistory history, SpuriousDetector spurious, VantageFinder vantage) {
    this.history = history;
    this.spurious = spurious;
    probes = new ProbeClassifier(history);
    causes = new CauseFinder(history);
    origins = new OriginJudge(history, vantage);
  }

  void classify(Moment at, Classification result) {
    if (probes.isProbe(at)) {
      ProbeClassifier.classify(at, result);
      return;
    }
    at.flow.clear(FlowState.KEEP_ALIVE_PENDING);
    if (at.has(TcpFlags.SYN)) {
      onSyn(at, result);
    }
    if (at.segment.payloadLength > 0) {
      onData(at, result);
    }
    if (at.has(TcpFlags.FIN)) {
      onFin(at, result);
    } else if (at.segment.payloadLength == 0 && !at.has(TcpFlags.SYN)) {
      announce(at);
    }
  }

  /** A segment without data stands after all that its sender has sent (RFC 9293 s3.10.7.4). */
  private static void announce(Moment at) {
    FlowState flow = at.flow;
    boolean ahead = at.seq > flow.next() && !WindowTracker.isFarBeyond(flow, at.seq);
    if (ahead && flow.is(FlowState.SYN_SEEN)) {
      RareFacts facts = flow.rare();
      if (!flow.is(FlowState.DATA_ANNOUNCED)) {
        facts.announcedBy = at.entry;
      }
      facts.announcedTo = at.seq;
      flow.set(FlowState.DATA_ANNOUNCED);
    }
  }

  private void onSyn(Moment at, Classification result) {
    boolean again = at.flow.is(FlowState.SYN_REPEATED) && isSynBefore(at);
    if (at.seq != 0) {
      boolean alternative =
          at.flow.rareOrNull() != null && at.flow.rare().otherSyn == at.segment.seq;
      result.kind = alternative ? SegmentKind.NEW : SegmentKind.UNDECIDED;
    } else if (!again) {
      result.kind = SegmentKind.NEW;
    } else if (Copies.isCopy(history, at)) {
      copied(at, result);
    } else {
      result.kind = SegmentKind.RETRANSMISSION;
      result.cause = RetransmissionCause.SYN;
      at.flow.rare().increment(FlowCount.SYN_RETRANSMISSIONS);
      history.mark(at.entry, SendHistory.RESENT);
    }
  }

  /** In a simultaneous open the SYN is followed by a SYN-ACK, which is no repetition. */
  private boolean isSynBefore(Moment at) {
    boolean both = at.flow.is(FlowState.PLAIN_SYN_SENT) && at.flow.is(FlowState.SYN_ACK_SENT);
    return !both || at.flow.segments > 2;
  }

  private void onData(Moment at, Classification result) {
    FlowState flow = at.flow;
    long start = at.dataStart();
    long end = at.dataEnd();
    if (WindowTracker.isFarBeyond(flow, start)) {
      result.kind = SegmentKind.NEW_AFTER_GAP;
      return;
    }
    if (start >= flow.end) {
      if (flow.is(FlowState.DATA_ANNOUNCED)) {
        onAnnouncedData(at, result, start, end);
      } else {
        result.kind = start == flow.end ? SegmentKind.NEW : SegmentKind.NEW_AFTER_GAP;
      }
      extend(at, start, end);
      IpIds.noteNew(at.flow, at.segment.ipId);
    } else {
      long bytes = flow.bytes();
      onLowData(at, result, start, end);
      onRepeated(at, result, end - start - (flow.bytes() - bytes));
    }
    if (flow.payload != null) {
      flow.payload.take(start, at.segment);
    }
  }

  /** So many of the segment's bytes were captured before. */
  private static void onRepeated(Moment at, Classification result, long bytes) {
    if (bytes == 0) {
      return;
    }
    Comparison comparison =
        at.flow.payload == null
            ? Comparison.NOT_KEPT
            : at.flow.payload.compare(at.dataStart(), at.segment, bytes);
    switch (comparison) {
      case OTHER -> result.find(SegmentFinding.INCONSISTENT_RETRANSMISSION);
      case NOT_KEPT -> result.find(SegmentFinding.UNCOMPARED_RETRANSMISSION);
      case SAME -> {}
    }
  }

  /**
   * Bytes that a segment without data was sent after. Two processors may write it before them, and
   * that puts no byte out of order: only what was sent after it is known to have been sent again.
   */
  private void onAnnouncedData(Moment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    RareFacts facts = flow.rare();
    boolean again =
        start < facts.announcedTo
            && history.holds(facts.announcedBy)
            && SendOrder.compare(history, flow, at.entry, facts.announcedBy) > 0;
    if (again) {
      result.kind = SegmentKind.RETRANSMISSION;
      resent(at, result);
    } else {
      result.kind = start == flow.end ? SegmentKind.NEW : SegmentKind.NEW_AFTER_GAP;
    }
    if (end >= facts.announcedTo) {
      flow.clear(FlowState.DATA_ANNOUNCED);
    }
  }

  /** A segment that starts below the highest byte seen. */
  private void onLowData(Moment at, Classification result, long start, long end) {
    FlowState flow = at.flow;
    if (start < flow.first()) {
      result.kind = SegmentKind.UNDECIDED;
      onDataBeforeFirst(at, start, end);
      return;
    }
    GapList gaps = flow.gaps();
    int gap = gaps == null ? -1 : gaps.find(start, end);
    boolean fillsOnly =
        end <= flow.end && gap >= 0 && gaps.from(gap) <= start && end <= gaps.to(gap);
    if (fillsOnly) {
      result.kind = origins.judge(at, gaps.openerEntry(gap), gaps.openedNanos(gap));
    } else if (end <= flow.end && Copies.isCopy(history, at)) {
      copied(at, result);
      return;
    } else {
      boolean late = end <= flow.end && gap < 0 && origins.isOlderThanItsResend(at);
      result.kind = late ? SegmentKind.REORDERED : SegmentKind.RETRANSMISSION;
    }
    account(at, result);
    absorb(at, start, end);
  }

  private void account(Moment at, Classification result) {
    if (result.kind == SegmentKind.RETRANSMISSION) {
      resent(at, result);
    } else if (result.kind == SegmentKind.REORDERED) {
      at.flow.rare().increment(FlowCount.REORDERED);
    }
  }

  /** Sent before the capture began, or sent again since: the packets before would have told. */
  private static void onDataBeforeFirst(Moment at, long start, long end) {
    FlowState flow = at.flow;
    if (flow.is(FlowState.SYN_SEEN)) {
      return;
    }
    if (end < flow.first()) {
      gapsOf(flow).prepend(end, flow.first(), at.segment.timeNanos, at.entry);
    }
    flow.rare().bytesBeforeFirst = (int) (1 - start);
    absorb(at, start, end);
  }

  private void resent(Moment at, Classification result) {
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

  private static void copied(Moment at, Classification result) {
    result.kind = SegmentKind.NETWORK_DUPLICATE;
    at.flow.rare().increment(FlowCount.NETWORK_DUPLICATES);
  }

  /** Bytes below the highest are now seen, and maybe some above. */
  private static void absorb(Moment at, long start, long end) {
    FlowState flow = at.flow;
    if (flow.gaps() != null) {
      flow.gaps().fill(start, Math.min(end, flow.end));
    }
    if (end > flow.end) {
      extend(at, flow.end, end);
    }
  }

  private static void extend(Moment at, long start, long end) {
    FlowState flow = at.flow;
    if (start > flow.end) {
      gapsOf(flow).append(flow.end, start, at.segment.timeNanos, at.entry);
    }
    flow.end = Math.max(flow.end, end);
  }

  private static GapList gapsOf(FlowState flow) {
    RareFacts facts = flow.rare();
    if (facts.gaps == null) {
      facts.gaps = new GapList();
    }
    return facts.gaps;
  }

  private void onFin(Moment at, Classification result) {
    FlowState flow = at.flow;
    long position = at.dataEnd();
    boolean alone = at.segment.payloadLength == 0;
    if (!flow.is(FlowState.FIN_SEEN)) {
      if (alone) {
        result.kind = position > flow.end ? SegmentKind.NEW_AFTER_GAP : SegmentKind.NEW;
      }
      extend(at, position, position);
      flow.set(FlowState.FIN_SEEN);
      flow.finNumber = flow.base + (int) position;
    } else if (alone && Copies.isCopy(history, at)) {
      copied(at, result);
    } else if (alone) {
      result.kind = SegmentKind.RETRANSMISSION;
      result.cause = RetransmissionCause.FIN;
      flow.rare().increment(FlowCount.FIN_RETRANSMISSIONS);
      history.mark(at.entry, SendHistory.RESENT);
    }
  }
}
