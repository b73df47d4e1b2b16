package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every recovery began in one way, and the timer did not have to help. */
public record RecoversBy(RetransmissionCause cause) implements Rule<Flow> {
  private static final Set<RetransmissionCause> KNOWN =
      EnumSet.of(
          RetransmissionCause.FAST,
          RetransmissionCause.TIMEOUT,
          RetransmissionCause.TAIL_LOSS_PROBE);

  public RecoversBy {
    if (!KNOWN.contains(cause)) {
      throw new IllegalArgumentException("no way to recover: " + cause + "; there are " + KNOWN);
    }
  }

  @Override
  public String name() {
    return "recoversBy";
  }

  @Override
  public String source() {
    return ShouldRecover.BY_SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    ShouldRecover message = ShouldRecover.by(cause, flow);
    List<Recovery> recoveries = Losses.of(flow);
    Optional<String> doubt = ResendDoubt.of(flow);
    if (recoveries.isEmpty()) {
      return judgement.cannotTell(message.nothingLost(), doubt.orElse(Losses.NONE));
    }
    List<Recovery> wrong = recoveries.stream().filter(this::isOtherwise).toList();
    if (!wrong.isEmpty()) {
      return judgement.violatedByPresence(message.otherwise(wrong, recoveries.size()));
    }
    List<Recovery> open = recoveries.stream().filter(r -> !KNOWN.contains(r.cause())).toList();
    if (!open.isEmpty()) {
      return judgement.cannotTell(
          message.undecided(open), "the packets do not say why these were sent again");
    }
    return doubt.isPresent()
        ? judgement.cannotTell(message.seen(recoveries), doubt.get())
        : judgement.holds(message.seen(recoveries));
  }

  private boolean isOtherwise(Recovery recovery) {
    boolean timedOut = cause != RetransmissionCause.TIMEOUT && !recovery.timeouts().isEmpty();
    return KNOWN.contains(recovery.cause()) && (recovery.cause() != cause || timedOut);
  }
}
