package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;

/** The last that one side sent, its FIN included, was acknowledged. */
public final class NoUnacknowledgedTail implements WaitingRule<Flow> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoUnacknowledgedTail";
  }

  @Override
  public String source() {
    return ShouldHaveNoUnacknowledgedTail.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow, Patience patience) {
    return judgeNow(patience.await(flow, "its last ACK", now -> tail(now) <= acknowledged(now)));
  }

  private Verdict judgeNow(Flow flow) {
    ShouldHaveNoUnacknowledgedTail message = new ShouldHaveNoUnacknowledgedTail(flow);
    if (tail(flow) <= 1) {
      return judgement.cannotTell(message.message(), "this side sent neither data nor FIN");
    }
    if (tail(flow) <= acknowledged(flow)) {
      return judgement.holds(message.none());
    }
    List<Segment> open =
        flow.connection().segments().stream()
            .filter(segment -> segment.from() == flow.sender())
            .filter(segment -> segment.end() > acknowledged(flow) && segment.end() > segment.seq())
            .toList();
    long bytes = Math.max(0, flow.endOffset() - acknowledged(flow));
    return judgement.violatedByAbsence(
        message.open(bytes, flow.finOffset().isPresent(), open), doubt(flow));
  }

  private static Optional<String> doubt(Flow flow) {
    Optional<String> unseen = Doubt.unseen(flow.connection().flow(flow.sender().peer()));
    if (unseen.isPresent()
        || flow.connection().teardown().state() == Teardown.State.RESET
        || flow.unacknowledgedSinceNanos().isEmpty()) {
      return unseen;
    }
    return Doubt.tooSoon(
        flow.connection().trace(), flow.unacknowledgedSinceNanos().getAsLong(), "the last byte");
  }

  private static long acknowledged(Flow flow) {
    return Math.max(1, flow.acknowledgedTo().orElse(1));
  }

  /** Behind the last byte, or behind the FIN. */
  private static long tail(Flow flow) {
    return flow.finOffset().isPresent()
        ? Math.max(flow.endOffset(), flow.finOffset().getAsLong() + 1)
        : flow.endOffset();
  }
}
