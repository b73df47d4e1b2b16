package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.OverTime;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SynOptions;
import java.util.List;
import java.util.Optional;

/** One side, as the receiver, reported nothing as having arrived twice. */
final class NoDuplicateSacks implements Rule<Flow> {
  @Override
  public String name() {
    return "hasNoDuplicateSacks";
  }

  @Override
  public String source() {
    return ShouldHaveNoDuplicateSacks.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    List<Segment> reports =
        SentSegments.of(List.of(flow), s -> s.has(SegmentFinding.DUPLICATE_SACK));
    if (!reports.isEmpty()) {
      return judgement.violatedByPresence(ShouldHaveNoDuplicateSacks.found(flow, reports));
    }
    Finding none = ShouldHaveNoDuplicateSacks.none(flow);
    Optional<String> doubt = OverTime.doubt(flow).or(() -> withoutSack(flow));
    return doubt.isPresent() ? judgement.cannotTell(none, doubt.get()) : judgement.holds(none);
  }

  private static Optional<String> withoutSack(Flow flow) {
    Flow peer = flow.connection().flow(flow.sender().peer());
    boolean permitted = peer.synOptions().filter(SynOptions::sackPermitted).isPresent();
    return permitted
        ? Optional.empty()
        : Optional.of("SACK was not negotiated, and so this side cannot report what came twice");
  }
}
