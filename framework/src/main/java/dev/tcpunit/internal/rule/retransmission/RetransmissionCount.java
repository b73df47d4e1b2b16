package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import java.util.Optional;

/** Exactly so many data segments were sent again. */
public record RetransmissionCount(long expected) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasRetransmissions";
  }

  @Override
  public String source() {
    return ShouldHaveRetransmissions.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    Finding message = ShouldHaveRetransmissions.count(flow, expected, RepeatFinder.ofData(flow));
    if (flow.retransmissions() > expected) {
      return judgement.violatedByPresence(message);
    }
    if (flow.retransmissions() + flow.count(FlowCount.UNDECIDED) < expected) {
      return judgement.violatedByAbsence(message, ResendDoubt.ofOthers(flow));
    }
    Optional<String> doubt = ResendDoubt.of(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(message, doubt.get());
    }
    return flow.retransmissions() == expected
        ? judgement.holds(message)
        : judgement.violatedByAbsence(message, Optional.empty());
  }
}
