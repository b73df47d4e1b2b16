package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import java.util.List;
import java.util.Optional;

/** Exactly so many data segments were sent again. */
public final class RetransmissionCount extends FlowRule {
  private final long expected;

  public RetransmissionCount(long expected) {
    super(
        "hasRetransmissions",
        "have " + Wording.count(expected, "retransmission"),
        "RFC 9293 s3.8.1",
        "a segment is sent again where its ACK does not come in time",
        Judged.SENDER);
    this.expected = expected;
  }

  @Override
  public Verdict judge(Flow flow) {
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
        expecting(flow)
            .but(
                "%d of %s carried bytes already sent%s"
                    .formatted(
                        flow.retransmissions(),
                        Wording.count(flow.dataSegments(), "data segment"),
                        Repeats.undecided(List.of(flow))));
    return Repeats.shown(finding, flow, Repeats.ofData(flow));
  }
}
