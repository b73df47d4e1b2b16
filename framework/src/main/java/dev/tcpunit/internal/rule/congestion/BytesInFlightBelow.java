package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A sender never had as many bytes under way. */
public record BytesInFlightBelow(long limit) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasBytesInFlightBelow";
  }

  @Override
  public String source() {
    return ShouldHaveBytesInFlight.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    Finding unknown = ShouldHaveBytesInFlight.seen(flow, limit, "");
    Optional<String> doubt = Doubt.of(flow).or(() -> Doubt.notBesideSender(flow));
    if (doubt.isPresent()) {
      return judgement.cannotTell(unknown, doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    Optional<Segment> peak =
        SentSegments.of(List.of(flow), s -> s.length() > 0).stream()
            .max(
                Comparator.comparingLong(dynamics::bytesInFlightAfter)
                    .thenComparing(s -> -s.index()));
    if (peak.isEmpty()) {
      return judgement.cannotTell(unknown, "this side sent no data");
    }
    long most = dynamics.bytesInFlightAfter(peak.get());
    return most < limit
        ? judgement.holds(ShouldHaveBytesInFlight.seen(flow, limit, "it had up to " + most))
        : judgement.violatedByAbsence(
            ShouldHaveBytesInFlight.found(flow, limit, peak.get(), most), Optional.empty());
  }
}
