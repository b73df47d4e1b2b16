package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ReceiveWindow;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** One side never announced a smaller window after the handshake. */
public record ReceiveWindowAtLeast(long limit) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasReceiveWindowAtLeast";
  }

  @Override
  public String source() {
    return ShouldHaveReceiveWindow.SOURCE;
  }

  @Override
  public Verdict judge(Flow captured) {
    Flow flow = captured.asReceived();
    Judgement judgement = new Judgement(name());
    Optional<String> doubt = Doubt.of(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(ShouldHaveReceiveWindow.seen(flow, limit, ""), doubt.get());
    }
    Flow sender = flow.connection().flow(flow.sender().peer());
    ReceiveWindow window = FlowDynamics.of(sender).receiveWindow();
    List<Segment> announced = window.announcements();
    List<Segment> small =
        announced.stream().filter(s -> window.bytes(s).orElse(limit) < limit).toList();
    if (!small.isEmpty()) {
      return judgement.violatedByPresence(
          ShouldHaveReceiveWindow.found(
              flow, limit, small, announced.size(), s -> window.bytes(s).orElseThrow()));
    }
    Finding message = ShouldHaveReceiveWindow.seen(flow, limit, smallest(window));
    if (!window.isKnown()) {
      return judgement.cannotTell(message, WindowRules.UNIT_NOT_KNOWN);
    }
    return announced.isEmpty()
        ? judgement.cannotTell(message, "this side announced no window after its SYN")
        : judgement.holds(message);
  }

  private static String smallest(ReceiveWindow window) {
    return window.minBytes().isPresent()
        ? "the smallest one was " + Wording.count(window.minBytes().getAsLong(), "byte")
        : "";
  }
}
