package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import java.util.List;
import java.util.Optional;

/** Exactly so many data segments were sent again. */
public record RetransmissionCount(long expected) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasRetransmissions";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.8.1";
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    Finding found = found(flow);
    if (flow.retransmissions() > expected) {
      return judgement.violatedByPresence(found);
    }
    if (flow.retransmissions() + flow.count(FlowCount.UNDECIDED) < expected) {
      return judgement.violatedByAbsence(found, Doubt.ofKnownResends(flow));
    }
    Optional<String> doubt = Doubt.ofResends(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(found, doubt.get());
    }
    return flow.retransmissions() == expected
        ? judgement.holds(found)
        : judgement.violatedByAbsence(found, Optional.empty());
  }

  private Finding found(Flow flow) {
    Finding finding =
        Finding.expecting(flow, Judged.SENDER, "have " + Wording.count(expected, "retransmission"))
            .but(
                "%d of %s carried bytes already sent%s"
                    .formatted(
                        flow.retransmissions(),
                        Wording.count(flow.dataSegments(), "data segment"),
                        Repeats.undecided(List.of(flow))))
            .rule(source(), "a segment is sent again where its ACK does not come in time");
    return Repeats.shown(finding, flow, Repeats.ofData(flow));
  }
}
