package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.RetransmissionCause;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every recovery began in one way, and the timer did not have to help. */
public final class RecoversBy extends FlowRule implements TimedRule {
  private static final Set<RetransmissionCause> KNOWN =
      EnumSet.of(
          RetransmissionCause.FAST,
          RetransmissionCause.TIMEOUT,
          RetransmissionCause.TAIL_LOSS_PROBE);

  private final RetransmissionCause cause;

  public RecoversBy(RetransmissionCause cause) {
    super(
        "recoversBy",
        "recover from losses by " + Losses.words(cause),
        "RFC 5681 s3.2, RFC 6298 s5, RFC 8985 s7",
        "duplicate ACKs or SACK show a gap sooner than a timer; without them a timer does",
        Judged.SENDER);
    if (!KNOWN.contains(cause)) {
      throw new IllegalArgumentException("no way to recover: " + cause + "; there are " + KNOWN);
    }
    this.cause = cause;
  }

  @Override
  public Verdict judge(Flow flow) {
    Finding finding = expecting(flow);
    List<Recovery> recoveries = Losses.of(flow);
    Optional<String> doubt = Doubt.ofResends(flow);
    if (recoveries.isEmpty()) {
      return judgement.cannotTell(Losses.none(finding), doubt.orElse(Losses.NONE));
    }
    List<Recovery> wrong = recoveries.stream().filter(this::isOtherwise).toList();
    if (!wrong.isEmpty()) {
      return judgement.violatedByPresence(otherwise(flow, wrong, recoveries.size()));
    }
    List<Recovery> open = recoveries.stream().filter(r -> !KNOWN.contains(r.cause())).toList();
    if (!open.isEmpty()) {
      return judgement.cannotTell(
          finding
              .but("%d began in a way that is not known".formatted(open.size()))
              .offenders(flow.connection(), Losses.firsts(open)),
          "the packets do not say why these were sent again");
    }
    return judgement.holds(Losses.seen(finding, recoveries), doubt);
  }

  private boolean isOtherwise(Recovery recovery) {
    boolean timedOut = cause != RetransmissionCause.TIMEOUT && !recovery.timeouts().isEmpty();
    return KNOWN.contains(recovery.cause()) && (recovery.cause() != cause || timedOut);
  }

  /** Some recoveries began in another way, or the timer had to help. */
  private Finding otherwise(Flow flow, List<Recovery> wrong, int of) {
    return expecting(flow)
        .but(wrong.size() + " of " + Losses.count(of) + " went otherwise")
        .timedOffenders(
            flow.connection(), Losses.firsts(wrong), Losses.noted(wrong, RecoversBy::note));
  }

  private static String note(Recovery recovery) {
    String way = Losses.words(recovery.cause());
    return recovery.timeouts().isEmpty() || recovery.cause() == RetransmissionCause.TIMEOUT
        ? way
        : way + ", and then time-out";
  }
}
