package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ReceiveWindow;
import dev.tcpunit.dynamics.WindowWait;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import java.util.List;
import java.util.Optional;

/** A sender with more to send never had to wait for its peer's window. */
final class NotWindowLimited implements Rule<Flow> {
  @Override
  public String name() {
    return "isNotWindowLimited";
  }

  @Override
  public String source() {
    return ShouldNotBeWindowLimited.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    Finding none = ShouldNotBeWindowLimited.none(flow);
    Optional<String> doubt = Doubt.of(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(none, doubt.get());
    }
    ReceiveWindow window = FlowDynamics.of(flow).receiveWindow();
    List<WindowWait> waits = window.waits();
    if (!waits.isEmpty()) {
      return judgement.violatedByPresence(ShouldNotBeWindowLimited.found(flow, waits));
    }
    return window.isKnown()
        ? judgement.holds(none)
        : judgement.cannotTell(none, WindowRules.UNIT_NOT_KNOWN);
  }
}
