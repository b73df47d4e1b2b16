package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.RoundTrips;
import dev.tcpunit.dynamics.ZeroWindow;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A sender with more to send probes a window that stays closed. */
final class ProbesZeroWindow extends FlowRule implements TimedRule {
  /** RFC 6298 section 2.4: the retransmission time-out should be one second at least. */
  private static final long LEAST_TIMEOUT = TimeUnit.SECONDS.toNanos(1);

  ProbesZeroWindow() {
    super(
        "probesZeroWindow",
        "probe the window while it is closed",
        "RFC 9293 s3.8.6.1, MUST-36",
        "a sender probes a window of zero, first after about a retransmission time-out:"
            + " the update that opens it may be lost",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = Doubt.besideSender(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(
          flow.connection().keepsSegments() ? seen(flow, closed(flow)) : expecting(flow),
          doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    List<ZeroWindow> closed = dynamics.receiveWindow().zeroWindows();
    Optional<ZeroWindow> missed =
        closed.stream()
            .filter(c -> c.probes().isEmpty() && c.durationNanos() > patience(dynamics))
            .filter(c -> wasWaitedFor(c, dynamics))
            .findFirst();
    if (missed.isPresent()) {
      return judgement.violatedByAbsence(notProbed(flow, missed.get()));
    }
    if (closed.stream().allMatch(c -> c.probes().isEmpty())) {
      return judgement.cannotTell(
          seen(flow, closed),
          closed.isEmpty()
              ? "there was no closed window to probe"
              : "the window was not closed for long, or this side had nothing to send");
    }
    return judgement.holds(seen(flow, closed));
  }

  /**
   * How long to wait for a probe: packets do not show the time-out, so one and a half times the
   * largest that it may be.
   */
  private static long patience(FlowDynamics dynamics) {
    RoundTrips trips = dynamics.roundTrips();
    long estimate = trips.smoothedNanos().orElse(0) + 4 * trips.variationNanos().orElse(0);
    return Math.max(LEAST_TIMEOUT, estimate) * 3 / 2;
  }

  private static boolean wasWaitedFor(ZeroWindow closed, FlowDynamics dynamics) {
    return closed.opening().isPresent()
        && dynamics.receiveWindow().waits().stream()
            .anyMatch(
                wait ->
                    wait.opening().index() >= closed.opening().get().index()
                        && wait.last().index() <= closed.closing().index());
  }

  /** When the peer closed its window; it takes the segments. */
  static List<ZeroWindow> closed(Flow flow) {
    return FlowDynamics.of(flow).receiveWindow().zeroWindows();
  }

  private Finding seen(Flow flow, List<ZeroWindow> closed) {
    return expecting(flow).but(closedAndProbed(closed));
  }

  /** How often the peer closed its window, and how often it was probed. */
  static String closedAndProbed(List<ZeroWindow> closed) {
    long probes = closed.stream().mapToLong(c -> c.probes().size()).sum();
    return closed.isEmpty()
        ? "the peer never closed its window"
        : "the peer closed its window %s, this side sent %s"
            .formatted(Wording.times(closed.size()), Wording.count(probes, "probe"));
  }

  private Finding notProbed(Flow flow, ZeroWindow closed) {
    return expecting(flow)
        .but(
            "it sent no probe in the %s that the window was closed"
                .formatted(Wording.time(closed.durationNanos())))
        .timedOffenders(
            flow.connection(),
            List.of(closed.closing(), closed.opening().orElseThrow()),
            s -> s.equals(closed.closing()) ? "closes the window" : "");
  }
}
