package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;

/**
 * One side sent no more, or no fewer, payload bytes than so many, repeats not counted. What was
 * captured or acknowledged proves that so many were sent; whatever the capture missed may be more.
 *
 * @param most whether the bound is the most, or else the least
 */
public record ByteCountBound(boolean most, long bound) implements Rule<Flow> {
  public static ByteCountBound atMost(long bytes) {
    return new ByteCountBound(true, bytes);
  }

  public static ByteCountBound atLeast(long bytes) {
    return new ByteCountBound(false, bytes);
  }

  @Override
  public String name() {
    return most ? "hasByteCountAtMost" : "hasByteCountAtLeast";
  }

  @Override
  public String source() {
    return ByteCount.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    long proven = ByteCount.proven(flow);
    Finding message = carried(flow, proven);
    if (most) {
      return proven > bound
          ? judgement.violatedByPresence(ManyBytes.explain(message, flow))
          : judgement.holds(message, Doubt.ofLength(flow));
    }
    return proven >= bound
        ? judgement.provenByPresence(message)
        : judgement.violatedByAbsence(
            OtherLength.explain(message, flow, bound, proven), Doubt.ofLength(flow));
  }

  private Finding carried(Flow flow, long proven) {
    boolean kept = most ? proven <= bound : proven >= bound;
    return Finding.expecting(
            flow,
            Judged.SENDER,
            "carry at %s %s"
                .formatted(most ? "most" : "least", Wording.count(bound, "payload byte")))
        .but("it carried " + proven + (kept ? "" : OtherLength.words(bound, proven)))
        .rule(source(), ByteCount.RULE);
  }
}
