package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
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
    return ShouldHaveByteCount.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    long actual = Math.max(flow.endOffset() - 1, flow.acknowledgedBytes());
    Finding message = ShouldHaveByteCount.of(flow, expected, actual);
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
}
