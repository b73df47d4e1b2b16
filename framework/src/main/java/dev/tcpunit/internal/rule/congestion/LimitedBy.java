package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.message.congestion.ShouldBeLimitedBy;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.OverTime;
import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One cause made up most of the time in which a sender stood still between its data. */
public record LimitedBy(StallCause cause) implements Rule<Flow> {
  /** Less than that is no standing still: what a kernel takes to send after an ACK. */
  private static final Duration THRESHOLD = Duration.ofMillis(1);

  public LimitedBy {
    if (cause == StallCause.UNKNOWN) {
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
    ShouldBeLimitedBy message = new ShouldBeLimitedBy(flow, cause);
    Optional<String> doubt = OverTime.doubt(flow).or(() -> OverTime.notBesideSender(flow));
    List<Stall> stalls = doubt.isPresent() ? List.of() : stalls(flow);
    Map<StallCause, Long> nanos = new EnumMap<>(StallCause.class);
    stalls.forEach(stall -> nanos.merge(stall.cause(), stall.nanos(), Long::sum));
    if (doubt.isPresent() || stalls.isEmpty()) {
      return judgement.cannotTell(
          message.seen(nanos), doubt.orElse("it sent without standing still for a millisecond"));
    }
    long all = nanos.values().stream().mapToLong(Long::longValue).sum();
    long its = nanos.getOrDefault(cause, 0L);
    long unknown = nanos.getOrDefault(StallCause.UNKNOWN, 0L);
    if (2 * its > all) {
      return judgement.holds(message.seen(nanos));
    }
    return 2 * (its + unknown) > all
        ? judgement.cannotTell(message.seen(nanos), "the packets do not say why it waited")
        : judgement.violatedByAbsence(message.found(nanos, longest(stalls)), Optional.empty());
  }

  /** Those between its first data and its last. */
  private static List<Stall> stalls(Flow flow) {
    List<Segment> sent =
        flow.connection().segments().stream()
            .filter(s -> s.from() == flow.sender() && s.length() > 0)
            .toList();
    if (sent.isEmpty()) {
      return List.of();
    }
    int first = sent.get(0).index();
    int last = sent.get(sent.size() - 1).index();
    return ConnectionDynamics.of(flow.connection()).stalls(THRESHOLD).stream()
        .filter(s -> s.before().index() >= first)
        .filter(s -> s.after().isPresent() && s.after().get().index() <= last)
        .toList();
  }

  private static Stall longest(List<Stall> stalls) {
    return stalls.stream().max(Comparator.comparingLong(Stall::nanos)).orElseThrow();
  }
}
