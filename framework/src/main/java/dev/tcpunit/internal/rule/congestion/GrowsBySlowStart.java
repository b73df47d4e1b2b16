package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.AckStep;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.InitialWindow;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Until the first loss the flight grows, and no faster than acknowledgements allow. */
final class GrowsBySlowStart extends FlowRule {
  /** RFC 6928 section 2. */
  private static final int INITIAL_SEGMENTS = 10;

  GrowsBySlowStart() {
    super(
        "growsBySlowStart",
        "grow its flight by slow start",
        "RFC 5681 s3.1",
        "up to the first loss the window grows by a segment at most for each that is"
            + " acknowledged",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = Doubt.besideSender(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    Optional<InitialWindow> initial = dynamics.initialWindow();
    if (initial.isEmpty() || dynamics.maxSegmentPayload().isEmpty()) {
      return judgement.cannotTell(
          expecting(flow),
          Doubt.cutOffers(flow.connection()).orElse("this side sent no data, or a SYN is missing"));
    }
    return judge(judgement, dynamics, initial.get().bytes());
  }

  private Verdict judge(Judgement judgement, FlowDynamics dynamics, long initial) {
    Flow flow = dynamics.flow();
    int full = dynamics.maxSegmentPayload().orElseThrow();
    long allowed = Math.max(initial, (long) INITIAL_SEGMENTS * full);
    long largest = 0;
    Unacknowledged unacknowledged = new Unacknowledged(full);
    Iterator<AckStep> steps = dynamics.acknowledgements().steps().iterator();
    AckStep step = steps.hasNext() ? steps.next() : null;
    for (Segment segment : sentBeforeLoss(flow)) {
      while (step != null && step.acknowledgement().index() < segment.index()) {
        allowed += unacknowledged.acknowledge(step.acknowledgement().ack()) * full;
        step = steps.hasNext() ? steps.next() : null;
      }
      long flight = dynamics.flightSizeAfter(segment);
      largest = Math.max(largest, flight);
      unacknowledged.add(segment);
      if (flight > allowed) {
        return judgement.violatedByAbsence(tooFast(flow, segment, flight, allowed));
      }
    }
    Finding seen =
        expecting(flow).but("the flight grew from %d to %d bytes".formatted(initial, largest));
    return largest >= 2 * initial
        ? judgement.holds(seen)
        : judgement.cannotTell(
            seen, "it never had twice its initial window under way: something else limited it");
  }

  private static List<Segment> sentBeforeLoss(Flow flow) {
    return flow.connection().segments().stream()
        .filter(segment -> segment.from() == flow.sender() && segment.length() > 0)
        .takeWhile(segment -> segment.kind() != SegmentKind.RETRANSMISSION)
        .toList();
  }

  private Finding tooFast(Flow flow, Segment segment, long flight, long allowed) {
    return expecting(flow)
        .but(
            "%s were under way where the ACKs allowed %d"
                .formatted(Wording.count(flight, "byte"), allowed))
        .timedOffenders(flow.connection(), List.of(segment), s -> "");
  }

  /**
   * Counts as kernels do, which know of windows in segments: a small one that is acknowledged makes
   * room for a full one, and a captured one of many times the size is as many.
   */
  private static final class Unacknowledged {
    private final int full;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long acknowledged;

    Unacknowledged(int full) {
      this.full = full;
    }

    void add(Segment segment) {
      segments.add(segment);
    }

    /** How many segments an ACK acknowledges: one where it acknowledges a part of one. */
    long acknowledge(long ack) {
      long count = 0;
      while (!segments.isEmpty() && segments.peek().seq() < ack) {
        Segment first = segments.peek();
        long end = first.seq() + first.length();
        long bytes = Math.min(end, ack) - Math.max(first.seq(), acknowledged);
        count += (bytes + full - 1) / full;
        if (end > ack) {
          break;
        }
        segments.remove();
      }
      acknowledged = ack;
      return Math.max(1, count);
    }
  }
}
