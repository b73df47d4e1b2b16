package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;

/**
 * One side sent exactly so many payload bytes, repeats not counted. Bytes that were not captured
 * count where the sequence space or the peer's ACK proves them.
 */
public record ByteCount(long expected) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasByteCount";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.4";
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    long actual = Math.max(flow.endOffset() - 1, flow.acknowledgedBytes());
    Finding message = carried(flow, actual);
    if (actual > expected) {
      return judgement.violatedByPresence(message);
    }
    if (flow.initialSequenceNumber().isEmpty()) {
      return judgement.cannotTell(
          message, "the SYN of this side was not captured: " + Doubt.FROM_START);
    }
    return actual == expected
        ? judgement.holds(message)
        : judgement.violatedByAbsence(message, Doubt.unseen(flow));
  }

  private Finding carried(Flow flow, long actual) {
    Finding message =
        Finding.expecting(flow, "carry " + Wording.count(expected, "payload byte"))
            .but("it carried " + actual + OtherLength.words(expected, actual))
            .compare(expected, actual)
            .rule(source(), "each payload byte takes one sequence number, repeats take none");
    return actual == expected ? message : OtherLength.explain(message, flow, expected, actual);
  }
}
