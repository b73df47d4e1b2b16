package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.dynamics.Recovery;
import dev.tcpunit.dynamics.Timeout;
import dev.tcpunit.internal.rule.TimerBackoff;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.IcmpErrorKind;
import dev.tcpunit.trace.Segment;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The retransmission timer waits longer each time that it runs out without an ACK of new data in
 * between.
 */
final class BacksOff extends FlowRule implements TimedRule {
  private static final Set<IcmpErrorKind> UNCONNECTED =
      EnumSet.of(IcmpErrorKind.NETWORK_UNREACHABLE, IcmpErrorKind.HOST_UNREACHABLE);

  BacksOff() {
    super(
        "backsOffExponentially",
        "wait longer after each time-out",
        "RFC 6298 s5.5",
        "the timer waits twice as long each time, up to 60 s at least",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = Doubt.ofResends(flow);
    List<Recovery> recoveries = Losses.of(flow);
    for (Recovery recovery : recoveries) {
      Optional<Finding> hasty = hasty(flow, recovery.timeouts());
      if (hasty.isPresent()) {
        return judgement.violatedByAbsence(hasty.get(), doubt);
      }
    }
    boolean compared = recoveries.stream().anyMatch(BacksOff::hasBackedOff);
    return judgement.holds(
        seen(flow, recoveries),
        compared
            ? doubt
            : doubt.or(
                () -> Optional.of("the timer did not run out twice without an ACK between")));
  }

  private static boolean hasBackedOff(Recovery recovery) {
    return recovery.timeouts().stream().skip(1).anyMatch(timeout -> timeout.backOff() > 0);
  }

  /** The first of these time-outs that came too soon after the one before it. */
  private Optional<Finding> hasty(Flow flow, List<Timeout> timeouts) {
    for (int i = 1; i < timeouts.size(); i++) {
      Timeout before = timeouts.get(i - 1);
      Timeout timeout = timeouts.get(i);
      if (timeout.backOff() > 0
          && !TimerBackoff.isEnough(before.waitedNanos(), timeout.waitedNanos())
          && !isTakenBack(flow, before.resend(), timeout.resend())) {
        return Optional.of(found(flow, timeouts, before, timeout));
      }
    }
    return Optional.empty();
  }

  /**
   * Whether ICMP told between two time-outs that a router on the way has no connection: the sender
   * may take back a step of its back-off for that (RFC 6069 section 4, Linux does).
   */
  private static boolean isTakenBack(Flow flow, Segment before, Segment again) {
    return flow.connection().icmpErrors().stream()
        .filter(error -> error.told() == flow.sender() && error.isCredible())
        .filter(error -> UNCONNECTED.contains(error.kind()))
        .anyMatch(e -> e.frame() > before.frame() && e.frame() < again.frame());
  }

  private Finding found(Flow flow, List<Timeout> timeouts, Timeout before, Timeout hasty) {
    return expecting(flow)
        .but(
            "the timer ran out again after %s, having waited %s before"
                .formatted(Wording.time(hasty.waitedNanos()), Wording.time(before.waitedNanos())))
        .timedOffenders(
            flow.connection(),
            timeouts.stream().map(Timeout::resend).toList(),
            s -> note(s, timeouts))
        .at(hasty.resend())
        .fact(
            "look for",
            "net.ipv4.tcp_rto_max_ms, net.ipv4.tcp_thin_linear_timeouts, or another stack's own"
                + " limit");
  }

  private static String note(Segment segment, List<Timeout> timeouts) {
    return timeouts.stream()
        .filter(timeout -> timeout.resend().equals(segment))
        .map(timeout -> "waited " + Wording.time(timeout.waitedNanos()))
        .findFirst()
        .orElse("");
  }

  private Finding seen(Flow flow, List<Recovery> recoveries) {
    List<String> waits =
        recoveries.stream()
            .flatMap(recovery -> recovery.timeouts().stream())
            .map(timeout -> Wording.time(timeout.waitedNanos()))
            .toList();
    String times = Wording.count(waits.size(), "time-out");
    return expecting(flow).but(waits.isEmpty() ? times : times + ", after " + Wording.join(waits));
  }
}
