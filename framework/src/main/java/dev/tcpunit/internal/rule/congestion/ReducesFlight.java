package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.message.congestion.ShouldReduceFlight;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.OverTime;
import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import java.util.List;
import java.util.Optional;

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
    Optional<String> doubt = OverTime.doubt(flow).or(() -> OverTime.notBesideSender(flow));
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
      return judgement.violatedByAbsence(
          ShouldReduceFlight.found(flow, wrong.get()), Optional.empty());
    }
    return losses.isEmpty()
        ? judgement.cannotTell(
            ShouldReduceFlight.seen(flow, losses),
            "no loss with more than two segments under way was followed by new data")
        : judgement.holds(ShouldReduceFlight.seen(flow, losses));
  }
}
