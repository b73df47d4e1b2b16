package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.Optional;

/**
 * One side sent exactly so many payload bytes, repeats not counted. Bytes that were not captured
 * count where the sequence space or the peer's ACK proves them.
 */
public final class ByteCount extends FlowRule {
  static final String SOURCE = "RFC 9293 s3.4";
  static final String RULE = "each payload byte takes one sequence number, repeats take none";

  private final long expected;

  public ByteCount(long expected) {
    super(
        "hasByteCount",
        "carry " + Wording.count(expected, "payload byte"),
        SOURCE,
        RULE,
        Judged.SENDER);
    this.expected = expected;
  }

  @Override
  public Verdict judge(Flow flow) {
    long actual = proven(flow);
    Finding message = carried(flow, actual);
    if (actual > expected) {
      return judgement.violatedByPresence(message);
    }
    Optional<String> doubt = Doubt.ofLength(flow);
    return actual == expected
        ? judgement.holds(message, doubt)
        : judgement.violatedByAbsence(message, doubt);
  }

  /** The bytes that a side has sent for certain: they were captured, or acknowledged. */
  static long proven(Flow flow) {
    return Math.max(flow.endOffset() - 1, flow.acknowledgedBytes());
  }

  private Finding carried(Flow flow, long actual) {
    Finding message =
        expecting(flow)
            .but("it carried " + actual + OtherLength.words(expected, actual))
            .compare(expected, actual);
    return actual == expected ? message : OtherLength.explain(message, flow, expected, actual);
  }
}
