package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ZeroWindow;
import dev.tcpunit.internal.rule.Lengthening;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import java.util.List;
import java.util.Optional;

/** The time between probes of a closed window grows. */
final class BacksOffProbes implements Rule<Flow> {
  @Override
  public String name() {
    return "backsOffZeroWindowProbes";
  }

  @Override
  public String source() {
    return ShouldProbeZeroWindow.BACK_OFF_SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    ShouldProbeZeroWindow message = ShouldProbeZeroWindow.lessAndLess(flow);
    Optional<String> doubt = Doubt.of(flow).or(() -> Doubt.notBesideSender(flow));
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.seen(List.of()), doubt.get());
    }
    List<ZeroWindow> closed = FlowDynamics.of(flow).receiveWindow().zeroWindows();
    for (ZeroWindow window : closed) {
      // The first of them is the time until the first probe.
      List<Long> waits = window.probeIntervalsNanos();
      for (int i = 2; i < waits.size(); i++) {
        if (!Lengthening.isEnough(waits.get(i - 1), waits.get(i))) {
          return judgement.violatedByAbsence(
              message.hasty(window, window.probes().get(i), waits.get(i), waits.get(i - 1)),
              Optional.empty());
        }
      }
    }
    boolean told = closed.stream().anyMatch(window -> window.probes().size() > 2);
    return told
        ? judgement.holds(message.seen(closed))
        : judgement.cannotTell(message.seen(closed), "it takes three probes of one closed window");
  }
}
