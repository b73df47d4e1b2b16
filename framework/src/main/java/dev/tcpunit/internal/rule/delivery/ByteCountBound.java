package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;

/**
 * One side sent no more, or no fewer, payload bytes than so many, repeats not counted. What was
 * captured or acknowledged proves that so many were sent; whatever the capture missed may be more.
 */
public final class ByteCountBound extends FlowRule {
  private final boolean most;
  private final long bound;

  private ByteCountBound(String assertion, boolean most, long bound) {
    super(
        assertion,
        "carry at %s %s".formatted(most ? "most" : "least", Wording.count(bound, "payload byte")),
        ByteCount.SOURCE,
        ByteCount.RULE,
        Judged.SENDER);
    this.most = most;
    this.bound = bound;
  }

  public static ByteCountBound atMost(long bytes) {
    return new ByteCountBound("hasByteCountAtMost", true, bytes);
  }

  public static ByteCountBound atLeast(long bytes) {
    return new ByteCountBound("hasByteCountAtLeast", false, bytes);
  }

  @Override
  public Verdict judge(Flow flow) {
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
    return expecting(flow)
        .but("it carried " + proven + (kept ? "" : OtherLength.words(bound, proven)));
  }
}
