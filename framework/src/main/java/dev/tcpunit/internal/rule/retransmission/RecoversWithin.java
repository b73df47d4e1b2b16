package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** From the first segment sent again, each recovery took no longer than the limit. */
public final class RecoversWithin extends FlowRule implements TimedRule {
  private final Duration limit;

  public RecoversWithin(Duration limit) {
    super(
        "recoversWithin",
        "recover from each loss within " + Wording.time(limit.toNanos()),
        "RFC 6675 s5",
        "a recovery ends when all that was under way at its beginning is acknowledged",
        Judged.SENDER);
    this.limit = limit;
  }

  @Override
  public Verdict judge(Flow flow) {
    List<Recovery> recoveries = Losses.of(flow);
    Optional<String> doubt = Doubt.ofResends(flow);
    if (recoveries.isEmpty()) {
      return judgement.cannotTell(Losses.none(expecting(flow)), doubt.orElse(Losses.NONE));
    }
    long end = flow.connection().trace().endNanos();
    List<Recovery> slow = recoveries.stream().filter(r -> isSlow(r, end)).toList();
    if (!slow.isEmpty()) {
      return judgement.violatedByAbsence(tooLong(flow, slow, recoveries.size()), doubt);
    }
    Optional<String> open =
        recoveries.stream()
            .filter(recovery -> recovery.end().isEmpty())
            .findFirst()
            .map(recovery -> tooSoon(recovery, end));
    return judgement.holds(Losses.seen(expecting(flow), recoveries), doubt.or(() -> open));
  }

  private boolean isSlow(Recovery recovery, long endNanos) {
    long soFar = endNanos - recovery.first().timeNanos();
    return recovery.durationNanos().orElse(soFar) > limit.toNanos();
  }

  private static String tooSoon(Recovery recovery, long endNanos) {
    return "the capture ended %s after #%d was sent again, and it was not acknowledged by then"
        .formatted(Wording.time(endNanos - recovery.first().timeNanos()), recovery.first().frame());
  }

  /** Some recoveries took longer than the limit, or have not ended. */
  private Finding tooLong(Flow flow, List<Recovery> slow, int of) {
    Recovery first = slow.get(0);
    return expecting(flow)
        .but(slow.size() + " of " + Losses.count(of) + " took longer")
        .timedOffenders(
            flow.connection(), Losses.firsts(slow), Losses.noted(slow, RecoversWithin::duration))
        .fact(
            "evidence",
            "#%d began a recovery by %s, %s sent again; %s"
                .formatted(
                    first.first().frame(),
                    Losses.words(first.cause()),
                    Wording.count(first.resends().size(), "segment"),
                    end(first, flow.connection().trace().endNanos())));
  }

  private static String end(Recovery recovery, long watchedUntil) {
    return recovery.durationNanos().isPresent()
        ? "#%d ended it, %s later"
            .formatted(
                recovery.end().orElseThrow().frame(),
                Wording.time(recovery.durationNanos().getAsLong()))
        : "it did not end within " + Wording.time(watchedUntil - recovery.first().timeNanos());
  }

  private static String duration(Recovery recovery) {
    return recovery.durationNanos().isPresent()
        ? "took " + Wording.time(recovery.durationNanos().getAsLong())
        : "not recovered from";
  }
}
