package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.Limit;
import dev.tcpunit.dynamics.Limits;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** One thing kept a sender from sending more for most of the time. */
public record LimitedBy(Limit limit) implements Rule<Flow> {
  private static final double MOST = 0.5;

  public LimitedBy {
    if (limit == Limit.UNKNOWN) {
      throw new IllegalArgumentException("nothing can be limited by what is not known");
    }
  }

  @Override
  public String name() {
    return "wasLimitedBy";
  }

  @Override
  public String source() {
    return ShouldBeLimitedBy.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    ShouldBeLimitedBy message = new ShouldBeLimitedBy(flow, limit);
    Optional<String> doubt = Doubt.of(flow).or(() -> Doubt.notBesideSender(flow));
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.unknown(), doubt.get());
    }
    Limits limits = FlowDynamics.of(flow).limits();
    if (limits.totalNanos() == 0) {
      return judgement.cannotTell(message.unknown(), "this side sent no data");
    }
    if (limits.share(limit) > MOST) {
      return judgement.holds(message.seen(limits));
    }
    return limits.share(limit) + open(limits) >= MOST
        ? judgement.cannotTell(
            message.seen(limits), "the packets do not say what limited it most of the time")
        : judgement.violatedByAbsence(
            message.found(limits, afterLongestPause(flow)), Optional.empty());
  }

  /** What may be this limit's share too: a full send buffer looks like a congestion window. */
  private double open(Limits limits) {
    double alike = limit == Limit.SEND_BUFFER ? limits.share(Limit.CONGESTION_WINDOW) : 0;
    return limits.share(Limit.UNKNOWN) + alike;
  }

  private static Segment afterLongestPause(Flow flow) {
    List<Segment> segments = flow.connection().segments();
    return segments.stream()
        .skip(1)
        .max(Comparator.comparingLong(s -> s.timeNanos() - segments.get(s.index() - 1).timeNanos()))
        .orElseThrow();
  }
}
