package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.HttpMessage;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One side sent no more, or no fewer, payload bytes than so many, repeats not counted. What was
 * captured or acknowledged proves that so many were sent; whatever the capture missed may be more.
 *
 * @param most whether the bound is the most, or else the least
 */
public record ByteCountBound(boolean most, long bound) implements Rule<Flow> {
  private static final int MOST_MESSAGES = 5;

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
          ? judgement.violatedByPresence(messages(message, flow).lookFor(Remedy.WRITE_ONCE))
          : judgement.holds(message, Doubt.ofLength(flow));
    }
    return proven >= bound
        ? judgement.provenByPresence(message)
        : judgement.violatedByAbsence(
            OtherLength.explain(message, flow, bound, proven), Doubt.ofLength(flow));
  }

  /** Adds how long each message was, where the payload tells. */
  private static Finding messages(Finding message, Flow flow) {
    List<HttpMessage> sent = flow.httpMessages();
    if (sent.isEmpty()) {
      return message;
    }
    String lengths =
        sent.stream()
            .limit(MOST_MESSAGES)
            .map(each -> String.valueOf(each.end() - each.start()))
            .collect(Collectors.joining(", "));
    return message.fact(
        "evidence",
        Wording.count(sent.size(), "HTTP message")
            + ", of "
            + lengths
            + (sent.size() > MOST_MESSAGES ? ", ... bytes" : " bytes"));
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
