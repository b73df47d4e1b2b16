package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A sender always had fewer bytes in flight than the limit. */
public final class BytesInFlightBelow extends FlowRule {
  private final long limit;

  public BytesInFlightBelow(long limit) {
    super(
        "hasBytesInFlightBelow",
        "have less than " + Wording.count(limit, "byte") + " in flight",
        "RFC 5681 s2",
        "in flight is what was sent and neither acknowledged nor reported by SACK",
        Judged.SENDER);
    this.limit = limit;
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = Doubt.besideSender(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    Optional<Segment> peak =
        SentSegments.of(List.of(flow), s -> s.length() > 0).stream()
            .max(
                Comparator.comparingLong(dynamics::bytesInFlightAfter)
                    .thenComparing(s -> -s.index()));
    if (peak.isEmpty()) {
      return judgement.cannotTell(expecting(flow), "this side sent no data");
    }
    long most = dynamics.bytesInFlightAfter(peak.get());
    Finding seen = expecting(flow).but("it had up to " + most);
    return most < limit
        ? judgement.holds(seen)
        : judgement.violatedByAbsence(
            seen.offenders(
                flow.connection(),
                List.of(peak.get()),
                s -> Wording.count(most, "byte") + " in flight"));
  }
}
