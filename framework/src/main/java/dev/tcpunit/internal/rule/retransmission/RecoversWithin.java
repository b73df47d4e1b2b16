package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From the first segment sent again, each recovery took no longer. */
public record RecoversWithin(Duration limit) implements Rule<Flow> {
  @Override
  public String name() {
    return "recoversWithin";
  }

  @Override
  public String source() {
    return ShouldRecover.WITHIN_SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    ShouldRecover message = ShouldRecover.within(limit, flow);
    List<Recovery> recoveries = Losses.of(flow);
    Optional<String> doubt = ResendDoubt.of(flow);
    if (recoveries.isEmpty()) {
      return judgement.cannotTell(message.nothingLost(), doubt.orElse(Losses.NONE));
    }
    long end = flow.connection().trace().endNanos();
    List<Recovery> slow = recoveries.stream().filter(r -> isSlow(r, end)).toList();
    if (!slow.isEmpty()) {
      return judgement.violatedByAbsence(message.tooLong(slow, recoveries.size()), doubt);
    }
    Optional<String> open =
        recoveries.stream()
            .filter(recovery -> recovery.end().isEmpty())
            .findFirst()
            .map(recovery -> tooSoon(recovery, end));
    doubt = doubt.or(() -> open);
    return doubt.isPresent()
        ? judgement.cannotTell(message.seen(recoveries), doubt.get())
        : judgement.holds(message.seen(recoveries));
  }

  private boolean isSlow(Recovery recovery, long endNanos) {
    long soFar = endNanos - recovery.first().timeNanos();
    return recovery.durationNanos().orElse(soFar) > limit.toNanos();
  }

  private static String tooSoon(Recovery recovery, long endNanos) {
    return "the capture ended %s after #%d was sent again, and it was not acknowledged by then"
        .formatted(Wording.time(endNanos - recovery.first().timeNanos()), recovery.first().frame());
  }
}
