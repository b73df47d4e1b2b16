package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.ZeroWindow;
import dev.tcpunit.internal.rule.TimerBackoff;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** The time between probes of a closed window grows. */
final class BacksOffProbes extends FlowRule implements TimedRule {
  BacksOffProbes() {
    super(
        "backsOffZeroWindowProbes",
        "wait longer after each probe of a closed window",
        "RFC 9293 s3.8.6.1, SHLD-30",
        "the time between probes should grow exponentially",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = Doubt.besideSender(flow);
    if (doubt.isPresent()) {
      boolean kept = flow.connection().keepsSegments();
      return judgement.cannotTell(
          kept ? seen(flow, ProbesZeroWindow.closed(flow)) : expecting(flow), doubt.get());
    }
    List<ZeroWindow> closed = ProbesZeroWindow.closed(flow);
    for (ZeroWindow window : closed) {
      // The first interval is the time from the closing of the window to the first probe.
      List<Long> waits = window.probeIntervalsNanos();
      for (int i = 2; i < waits.size(); i++) {
        if (!TimerBackoff.isEnough(waits.get(i - 1), waits.get(i))) {
          return judgement.violatedByAbsence(hasty(flow, window, i));
        }
      }
    }
    boolean told = closed.stream().anyMatch(window -> window.probes().size() > 2);
    return told
        ? judgement.holds(seen(flow, closed))
        : judgement.cannotTell(seen(flow, closed), "it takes three probes of one closed window");
  }

  private Finding seen(Flow flow, List<ZeroWindow> closed) {
    return expecting(flow).but(ProbesZeroWindow.closedAndProbed(closed));
  }

  private Finding hasty(Flow flow, ZeroWindow closed, int at) {
    Segment probe = closed.probes().get(at);
    List<Long> waits = closed.probeIntervalsNanos();
    return expecting(flow)
        .but(
            "a probe came %s after the one before, which had waited %s"
                .formatted(Wording.time(waits.get(at)), Wording.time(waits.get(at - 1))))
        .timedOffenders(flow.connection(), closed.probes(), s -> s.equals(probe) ? "too soon" : "")
        .at(probe)
        .fact("look for", "net.ipv4.tcp_rto_max_ms, or another stack's own limit");
  }
}
