package dev.tcpunit.dynamics;

import dev.tcpunit.internal.track.RangeSet;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How the receiver of a flow acknowledges its data (RFC 9293 section 3.8.6.3, RFC 5681 section 4.2,
 * RFC 2018).
 *
 * <p>The time that the receiver itself takes is measured only by a capture beside it: {@link
 * #isBesideReceiver}. Elsewhere the delays include the way there and back, and segments that were
 * sent again are left out of them.
 */
public final class Acknowledgements {
  private final boolean besideReceiver;
  private final List<AckDelay> delays;
  private final List<Segment> pending;
  private final List<AckStep> steps;
  private final List<OutOfOrder> outOfOrder;
  private final List<Segment> duplicateReports;

  private Acknowledgements(FlowLog log, Collector collected) {
    besideReceiver = collected.besideReceiver;
    delays = List.copyOf(collected.delays);
    pending = collected.waiting.stream().map(waiting -> waiting.segment).toList();
    steps = List.copyOf(collected.steps);
    outOfOrder = collected.outOfOrder();
    duplicateReports =
        log.segments().stream()
            .filter(segment -> !log.isOurs(segment))
            .filter(segment -> segment.has(SegmentFinding.DUPLICATE_SACK))
            .toList();
  }

  static Acknowledgements of(FlowLog log) {
    Collector collector = new Collector(log);
    for (Segment segment : log.segments()) {
      collector.take(segment);
    }
    return new Acknowledgements(log, collector);
  }

  /**
   * Whether the capture stands beside the receiver, so that delays are the receiver's own.
   *
   * @return false where the delays include a part of the path too
   */
  public boolean isBesideReceiver() {
    return besideReceiver;
  }

  /**
   * How long each segment that came in sequence waited for its acknowledgement. The longest that a
   * receiver may take is half a second (RFC 9293 section 3.8.6.3, MUST-40).
   *
   * @return in the order of acknowledgement
   */
  public List<AckDelay> delays() {
    return delays;
  }

  /**
   * The longest of the delays.
   *
   * @return nanoseconds; empty if nothing was acknowledged
   */
  public OptionalLong maxDelayNanos() {
    return delays.stream().mapToLong(AckDelay::nanos).max();
  }

  /**
   * The segments that came in sequence and were never acknowledged.
   *
   * @return in order
   */
  public List<Segment> unacknowledged() {
    return pending;
  }

  /**
   * The acknowledgements of new data, each with how much it acknowledges: at least every second
   * segment of full size should be acknowledged (RFC 5681 section 4.2).
   *
   * @return in order
   */
  public List<AckStep> steps() {
    return steps;
  }

  /**
   * How many segments of full size there were for each acknowledgement of new data.
   *
   * @return the average; empty if nothing was acknowledged
   */
  public OptionalDouble fullSegmentsPerAck() {
    return steps.stream().mapToDouble(AckStep::fullSegments).average();
  }

  /**
   * The segments that came beyond a gap, and what the receiver said to each.
   *
   * @return in order; mostly none but beside the receiver
   */
  public List<OutOfOrder> outOfOrder() {
    return outOfOrder;
  }

  /**
   * The receiver's segments that report bytes that came twice (RFC 2883).
   *
   * @return in order; the first of the SACK blocks of each is the report
   */
  public List<Segment> duplicateReports() {
    return duplicateReports;
  }

  /** Pairs data with acknowledgements. */
  private static final class Collector {
    private final FlowLog log;
    private final boolean besideReceiver;
    private final double fullSize;
    private final RangeSet arrived = new RangeSet();
    private final List<Pending> waiting = new ArrayList<>();
    private final List<AckDelay> delays = new ArrayList<>();
    private final List<AckStep> steps = new ArrayList<>();
    private final List<Early> early = new ArrayList<>();
    private final List<Early> unanswered = new ArrayList<>();
    private long expected;

    Collector(FlowLog log) {
      this.log = log;
      besideReceiver = log.flow().connection().vantagePoint().isBeside(log.sender().peer());
      fullSize = log.fullSize();
      expected = log.sentBefore(0);
    }

    List<OutOfOrder> outOfOrder() {
      return early.stream().map(Early::freeze).toList();
    }

    void take(Segment segment) {
      if (log.carriesData(segment)) {
        arrive(segment);
      } else if (log.acknowledges(segment)) {
        acknowledge(segment);
      }
    }

    private void arrive(Segment segment) {
      long start = FlowLog.payloadStart(segment);
      long end = FlowLog.payloadEnd(segment);
      if (!besideReceiver) {
        waiting.removeIf(other -> other.start < end && start < other.end);
      }
      if (start > expected) {
        early.add(new Early(segment, expected));
        unanswered.add(early.get(early.size() - 1));
      } else if (end > expected) {
        waiting.add(new Pending(segment, start, end));
      }
      arrived.add(start, end);
      int first = arrived.firstEndingAfter(expected);
      if (first < arrived.size() && arrived.from(first) <= expected) {
        expected = arrived.to(first);
      }
    }

    private void acknowledge(Segment ack) {
      long before = log.acknowledgedBefore(ack.index());
      long bytes = log.acknowledgedTo(ack.index()) - before;
      if (bytes > 0) {
        steps.add(new AckStep(ack, bytes, bytes / fullSize));
        expected = Math.max(expected, log.acknowledgedTo(ack.index()));
      }
      for (Iterator<Pending> all = waiting.iterator(); all.hasNext(); ) {
        Pending data = all.next();
        if (data.end <= ack.ack()) {
          long nanos = Math.max(0, ack.timeNanos() - data.segment.timeNanos());
          delays.add(new AckDelay(data.segment, ack, nanos));
          all.remove();
        }
      }
      unanswered.removeIf(one -> one.hear(ack));
    }
  }

  /** Data that the receiver has not acknowledged yet. */
  private record Pending(Segment segment, long start, long end) {}

  /** Data that arrived beyond a gap, and how the receiver answered it. */
  private static final class Early {
    private final Segment segment;
    private final long expected;
    private Segment answer;
    private Segment report;

    Early(Segment segment, long expected) {
      this.segment = segment;
      this.expected = expected;
    }

    /**
     * Takes an ACK of the receiver; returns whether the answer is complete: the gap is filled, or
     * both a duplicate ACK and a SACK report have come.
     */
    boolean hear(Segment ack) {
      if (ack.ack() > FlowLog.payloadStart(segment)) {
        return true;
      }
      if (answer == null && ack.ack() == expected) {
        answer = ack;
      }
      if (report == null && ack.sackBlocks().stream().anyMatch(this::isCoveredBy)) {
        report = ack;
      }
      return answer != null && report != null;
    }

    private boolean isCoveredBy(SackBlock block) {
      return block.from() <= FlowLog.payloadStart(segment)
          && FlowLog.payloadEnd(segment) <= block.to();
    }

    OutOfOrder freeze() {
      return new OutOfOrder(
          segment, expected, Optional.ofNullable(answer), Optional.ofNullable(report));
    }
  }
}
