package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.Limit;
import dev.tcpunit.dynamics.Limits;
import dev.tcpunit.internal.notation.EnumWords;
import dev.tcpunit.internal.rule.Pauses;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The given limit kept a sender from sending more for most of the time. */
public final class LimitedBy extends FlowRule {
  private static final double MOST = 0.5;
  private static final double WORTH_TELLING = 0.01;

  private final Limit limit;

  public LimitedBy(Limit limit) {
    super(
        "wasLimitedBy",
        "be limited by the " + EnumWords.of(limit) + " most of the time",
        "RFC 5681 s3, RFC 9293 s3.8.6",
        "a sender waits for its application, its peer's window or its congestion window",
        Judged.BOTH_ENDS);
    if (limit == Limit.UNKNOWN) {
      throw new IllegalArgumentException("nothing can be limited by what is not known");
    }
    this.limit = limit;
  }

  @Override
  public Verdict judge(Flow flow) {
    Finding finding = expecting(flow);
    // How large the window and a full segment are the SYN says.
    Optional<String> doubt = Doubt.besideSender(flow).or(() -> Doubt.cutOffers(flow.connection()));
    if (doubt.isPresent()) {
      return judgement.cannotTell(finding, doubt.get());
    }
    Limits limits = FlowDynamics.of(flow).limits();
    if (limits.totalNanos() == 0) {
      return judgement.cannotTell(finding, "this side sent no data");
    }
    finding.but("it was limited " + shares(limits));
    if (limits.share(limit) > MOST) {
      return judgement.holds(finding);
    }
    return limits.share(limit) + limits.share(Limit.UNKNOWN) >= MOST
        ? judgement.cannotTell(finding, "the packets do not say what limited it most of the time")
        : judgement.violatedByAbsence(
            finding.timedOffenders(
                flow.connection(),
                List.of(Pauses.longest(flow.connection()).orElseThrow()),
                s -> "after the longest pause"));
  }

  /** {@code by the receive window for 1.000 ms and by the application for 0.500 ms}. */
  private static String shares(Limits limits) {
    return Wording.join(
        limits.nanos().entrySet().stream()
            .filter(entry -> limits.share(entry.getKey()) >= WORTH_TELLING)
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(
                entry ->
                    (entry.getKey() == Limit.UNKNOWN
                            ? "in a way that is not known for "
                            : "by the " + EnumWords.of(entry.getKey()) + " for ")
                        + Wording.time(entry.getValue()))
            .toList());
  }
}
