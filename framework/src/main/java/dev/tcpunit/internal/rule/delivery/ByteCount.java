package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.Optional;

/**
 * One side sent exactly so many payload bytes, repeats not counted. Bytes that were not captured
 * count where the sequence space or the peer's ACK proves them.
 */
public record ByteCount(long expected) implements Rule<Flow> {
  static final String SOURCE = "RFC 9293 s3.4";
  static final String RULE = "each payload byte takes one sequence number, repeats take none";

  @Override
  public String name() {
    return "hasByteCount";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
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
        Finding.expecting(flow, Judged.SENDER, "carry " + Wording.count(expected, "payload byte"))
            .but("it carried " + actual + OtherLength.words(expected, actual))
            .compare(expected, actual)
            .rule(source(), RULE);
    return actual == expected ? message : OtherLength.explain(message, flow, expected, actual);
  }
}
