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
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The given limit kept a sender from sending more for most of the time. */
public final class LimitedBy extends FlowRule implements WaitingRule<Flow>, TimedRule {
  private static final SendBufferTime NOT_ASKED = new SendBufferTime(0, "the kernel was not asked");
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
  public Verdict judge(Flow flow, Patience patience) {
    Verdict byPackets = judge(flow, NOT_ASKED);
    if (byPackets.outcome() != Verdict.Outcome.CANNOT_TELL || !isOpen(flow)) {
      return byPackets;
    }
    SendBufferTime buffer = SendBufferTime.of(flow, patience);
    // The flow as it is now: what was sent until the socket was closed is in its account.
    return judge(patience.await(flow, "its last segments", later -> later != flow), buffer);
  }

  /** Whether a kernel could say more than the packets do. */
  private static boolean isOpen(Flow flow) {
    return doubt(flow).isEmpty() && FlowDynamics.of(flow).limits().totalNanos() > 0;
  }

  Verdict judge(Flow flow, SendBufferTime buffer) {
    Finding finding = expecting(flow);
    Optional<String> doubt = doubt(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(finding, doubt.get());
    }
    Limits limits = with(buffer.nanos(), FlowDynamics.of(flow).limits());
    if (limits.totalNanos() == 0) {
      return judgement.cannotTell(finding, "this side sent no data");
    }
    finding.but("it was limited " + shares(limits));
    if (limits.nanos().get(Limit.SEND_BUFFER) > 0) {
      finding.fact("evidence", "the kernel's tcpi_sndbuf_limited tells of the send buffer");
    }
    if (limits.share(limit) > MOST) {
      return judgement.holds(finding);
    }
    return limits.share(limit) + limits.share(Limit.UNKNOWN) >= MOST
        ? judgement.cannotTell(finding, undecided(buffer))
        : judgement.violatedByAbsence(
            finding.timedOffenders(
                flow.connection(),
                List.of(Pauses.longest(flow.connection()).orElseThrow()),
                s -> "after the longest pause"));
  }

  /** How large the window and a full segment are the SYN says. */
  private static Optional<String> doubt(Flow flow) {
    return Doubt.besideSender(flow).or(() -> Doubt.cutOffers(flow.connection()));
  }

  /**
   * The packets give nothing to the buffer: what the kernel gives it is of what they leave open.
   */
  private static Limits with(long bufferNanos, Limits packets) {
    Map<Limit, Long> nanos = new EnumMap<>(packets.nanos());
    long open = nanos.get(Limit.UNKNOWN);
    long known = Math.min(bufferNanos, open);
    nanos.put(Limit.SEND_BUFFER, known);
    nanos.put(Limit.UNKNOWN, open - known);
    return new Limits(packets.totalNanos(), nanos);
  }

  private String undecided(SendBufferTime buffer) {
    return limit == Limit.SEND_BUFFER
        ? "packets look the same where a send buffer is full, where a congestion window does not"
            + " grow and where a program paces itself, and "
            + buffer.unknown()
        : "the packets do not say what limited it most of the time";
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
