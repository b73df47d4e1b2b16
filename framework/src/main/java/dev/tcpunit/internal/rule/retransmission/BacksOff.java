package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.dynamics.Timeout;
import dev.tcpunit.internal.rule.Lengthening;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import java.util.List;
import java.util.Optional;

/** The retransmission timer waits longer each time that it runs out without progress since. */
final class BacksOff implements Rule<Flow> {
  @Override
  public String name() {
    return "backsOffExponentially";
  }

  @Override
  public String source() {
    return ShouldBackOff.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    boolean pairs = false;
    List<Recovery> recoveries = Losses.of(flow);
    for (Recovery recovery : recoveries) {
      List<Timeout> timeouts = recovery.timeouts();
      for (int i = 1; i < timeouts.size(); i++) {
        Timeout before = timeouts.get(i - 1);
        Timeout timeout = timeouts.get(i);
        if (timeout.backOff() > 0) {
          pairs = true;
          if (!Lengthening.isEnough(before.waitedNanos(), timeout.waitedNanos())) {
            return judgement.violatedByAbsence(
                ShouldBackOff.found(flow, timeouts, before, timeout), ResendDoubt.of(flow));
          }
        }
      }
    }
    List<Timeout> all = recoveries.stream().flatMap(r -> r.timeouts().stream()).toList();
    Optional<String> doubt = ResendDoubt.of(flow);
    if (!pairs) {
      return judgement.cannotTell(
          ShouldBackOff.seen(flow, all),
          doubt.orElse("the timer did not run out twice without an ACK between"));
    }
    return doubt.isPresent()
        ? judgement.cannotTell(ShouldBackOff.seen(flow, all), doubt.get())
        : judgement.holds(ShouldBackOff.seen(flow, all));
  }
}
