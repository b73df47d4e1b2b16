package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** After each recovery less is under way than when it began. */
final class ReducesFlight implements Rule<Flow> {
  /** RFC 5681 section 3.1: a window is never reduced to less than two segments. */
  private static final int LEAST_SEGMENTS = 2;

  @Override
  public String name() {
    return "reducesFlightAfterLoss";
  }

  @Override
  public String source() {
    return ShouldReduceFlight.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    Optional<String> doubt = Doubt.of(flow).or(() -> Doubt.notBesideSender(flow));
    if (doubt.isPresent()) {
      return judgement.cannotTell(ShouldReduceFlight.seen(flow, List.of()), doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    long least = (long) LEAST_SEGMENTS * dynamics.maxSegmentPayload().orElse(0);
    List<Recovery> losses =
        dynamics.recoveries().stream()
            .filter(r -> r.cause() != RetransmissionCause.SYN && !r.isSpurious())
            .filter(r -> r.flightBefore() > least && r.flightAfter().isPresent())
            .toList();
    Optional<Recovery> wrong =
        losses.stream().filter(r -> r.flightAfter().orElseThrow() >= r.flightBefore()).findFirst();
    if (wrong.isPresent()) {
      Optional<String> otherLimit = otherLimit(dynamics, wrong.get(), least / LEAST_SEGMENTS);
      if (otherLimit.isPresent()) {
        return judgement.cannotTell(ShouldReduceFlight.found(flow, wrong.get()), otherLimit.get());
      }
      return judgement.violatedByAbsence(
          ShouldReduceFlight.found(flow, wrong.get()), Optional.empty());
    }
    return losses.isEmpty()
        ? judgement.cannotTell(
            ShouldReduceFlight.seen(flow, losses),
            "no loss with more than two segments under way was followed by new data")
        : judgement.holds(ShouldReduceFlight.seen(flow, losses));
  }

  /**
   * Why the flight before a loss may have been less than the congestion window allowed, which a
   * sender may halve in place of the flight (RFC 9438 section 4.6).
   */
  private static Optional<String> otherLimit(
      FlowDynamics dynamics, Recovery recovery, long fullSize) {
    Flow flow = dynamics.flow();
    List<Segment> segments = flow.connection().segments();
    Segment latest = recovery.first();
    for (Segment segment : segments.subList(0, recovery.first().index())) {
      boolean isNew = segment.kind() == SegmentKind.NEW && segment.length() > 0;
      latest = isNew && segment.from() == flow.sender() ? segment : latest;
    }
    if (latest.has(TcpFlags.PSH)) {
      return Optional.of("before the loss the sender had perhaps no more to send (PSH)");
    }
    OptionalLong left = dynamics.receiveWindow().leftAfter(latest);
    return left.isPresent() && left.getAsLong() < fullSize
        ? Optional.of("before the loss the receive window was full")
        : Optional.empty();
  }
}
