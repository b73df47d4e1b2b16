package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.AckStep;
import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.InitialWindow;
import dev.tcpunit.dynamics.Scoreboard;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Until the first loss the flight grows, and no faster than acknowledgements allow. */
final class GrowsBySlowStart extends FlowRule implements TimedRule {
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
    Unacknowledged unacknowledged = new Unacknowledged(flow, full);
    Iterator<AckStep> steps = dynamics.acknowledgements().steps().iterator();
    AckStep step = steps.hasNext() ? steps.next() : null;
    List<Segment> sent = sentBeforeLoss(flow);
    for (Segment segment : sent) {
      while (step != null && step.acknowledgement().index() < segment.index()) {
        allowed += unacknowledged.acknowledge(step.acknowledgement()) * full;
        step = steps.hasNext() ? steps.next() : null;
      }
      long flight = dynamics.flightSizeAfter(segment);
      largest = Math.max(largest, flight);
      unacknowledged.add(segment);
      // What has arrived beyond a gap is no longer under way, and may grow the window besides.
      long arrived = unacknowledged.arrived(dynamics.scoreboardAfter(segment), segment);
      long allowedNow = allowed + 2 * arrived * full;
      if (flight > allowedNow + (mayProbe(dynamics, segment) ? full : 0)) {
        // By SACK the peer may have reported bytes that were no longer under way.
        return judgement.violatedByAbsence(
            tooFast(flow, segment, flight, allowedNow),
            Doubt.cutOptions(flow.connection().flow(flow.sender().peer())));
      }
    }
    Finding seen =
        expecting(flow).but("the flight grew from %d to %d bytes".formatted(initial, largest));
    return largest >= 2 * initial
        ? judgement.holds(seen)
        : judgement.cannotTell(
            seen,
            resentAfter(flow, sent)
                ? "something was sent again before twice the initial window was under way"
                : "it never had twice its initial window under way: something else limited it");
  }

  private static List<Segment> sentBeforeLoss(Flow flow) {
    return flow.connection().segments().stream()
        .filter(segment -> segment.from() == flow.sender() && segment.length() > 0)
        .takeWhile(segment -> segment.kind() != SegmentKind.RETRANSMISSION)
        .toList();
  }

  /**
   * Whether a segment came after a silence in which a tail loss probe is due, two round trips: one
   * of new data is sent whatever the window allows (RFC 8985 section 7.3).
   */
  private static boolean mayProbe(FlowDynamics dynamics, Segment segment) {
    Segment before = dynamics.flow().connection().segments().get(Math.max(0, segment.index() - 1));
    OptionalLong roundTrip = dynamics.roundTrips().minNanos();
    return roundTrip.isPresent()
        && segment.timeNanos() - before.timeNanos() >= 2 * roundTrip.getAsLong();
  }

  private static boolean resentAfter(Flow flow, List<Segment> sent) {
    int next = sent.isEmpty() ? 0 : sent.get(sent.size() - 1).index() + 1;
    List<Segment> all = flow.connection().segments();
    return all.subList(next, all.size()).stream()
        .anyMatch(s -> s.from() == flow.sender() && s.kind() == SegmentKind.RETRANSMISSION);
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
    private final Flow flow;
    private final int full;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private long acknowledged;
    private int answered;

    Unacknowledged(Flow flow, int full) {
      this.flow = flow;
      this.full = full;
    }

    void add(Segment segment) {
      segments.add(segment);
    }

    /** How many segments an ACK acknowledges: one where it acknowledges a part of one. */
    long acknowledge(Segment step) {
      long ack = step.ack();
      long count = 0;
      while (!segments.isEmpty() && segments.peek().seq() < ack) {
        Segment first = segments.peek();
        long end = first.seq() + first.length();
        count += count(Math.min(end, ack) - Math.max(first.seq(), acknowledged));
        if (end > ack) {
          break;
        }
        segments.remove();
      }
      acknowledged = ack;
      answered = step.index() + 1;
      return Math.max(1, count);
    }

    /**
     * How many segments have arrived beyond a gap as far as the sender knows: what SACK reports
     * (RFC 6675), and without it one for each duplicate ACK (RFC 3042).
     */
    long arrived(Scoreboard scoreboard, Segment now) {
      long count = 0;
      for (SackBlock block : scoreboard.reported()) {
        for (Segment segment : segments) {
          long from = Math.max(segment.seq(), block.from());
          long to = Math.min(segment.seq() + segment.length(), block.to());
          count += to > from ? count(to - from) : 0;
        }
      }
      return scoreboard.reported().isEmpty() ? duplicateAcks(now) : count;
    }

    private long duplicateAcks(Segment now) {
      return flow.connection().segments().subList(answered, now.index()).stream()
          .filter(s -> s.kind() == SegmentKind.DUPLICATE_ACK && s.from() != flow.sender())
          // With SACK such an ACK tells of no gap.
          .filter(s -> s.sackBlocks().isEmpty())
          .count();
    }

    private long count(long bytes) {
      return (bytes + full - 1) / full;
    }
  }
}
