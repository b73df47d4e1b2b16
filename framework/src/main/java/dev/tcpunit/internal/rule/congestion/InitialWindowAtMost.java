package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.InitialWindow;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import java.util.Optional;

/** No more full segments were sent before the first ACK of data. */
public record InitialWindowAtMost(int segments) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasInitialWindowAtMost";
  }

  @Override
  public String source() {
    return ShouldHaveInitialWindow.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    ShouldHaveInitialWindow message = new ShouldHaveInitialWindow(flow, segments);
    Optional<String> doubt = Doubt.of(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.unknown(), doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    Optional<InitialWindow> window = dynamics.initialWindow();
    if (window.isEmpty() || dynamics.maxSegmentPayload().isEmpty()) {
      return judgement.cannotTell(
          message.unknown(),
          window.isEmpty()
              ? "this side sent no data"
              : "the peer's SYN is missing, and how large a full segment is with it");
    }
    if (window.get().segments() > segments) {
      // An ACK that the capture missed would end it sooner.
      return judgement.violatedByAbsence(message.found(window.get()), Optional.empty());
    }
    Optional<String> open =
        Doubt.notBesideSender(flow)
            .or(
                () ->
                    window.get().acknowledgement().isEmpty()
                        ? Optional.of("no ACK of its data was captured")
                        : Optional.empty());
    return open.isPresent()
        ? judgement.cannotTell(message.seen(window.get()), open.get())
        : judgement.holds(message.seen(window.get()));
  }
}
