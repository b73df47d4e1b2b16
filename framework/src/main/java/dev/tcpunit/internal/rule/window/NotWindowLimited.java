package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ReceiveWindow;
import dev.tcpunit.dynamics.WindowWait;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A sender with more to send never had to wait for its peer's window. */
final class NotWindowLimited extends FlowRule {
  NotWindowLimited() {
    super(
        "isNotWindowLimited",
        "never wait for the window of its peer",
        "RFC 9293 s3.8.6",
        "the sender sends no byte beyond SND.UNA + SND.WND",
        Judged.BOTH_ENDS);
  }

  @Override
  public Verdict judge(Flow flow) {
    Finding none =
        expecting(flow)
            .but(
                Wording.count(flow.dataSegments(), "data segment")
                    + ", none waited for the window");
    Optional<String> doubt = Doubt.of(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(none, doubt.get());
    }
    ReceiveWindow window = FlowDynamics.of(flow).receiveWindow();
    if (!window.waits().isEmpty()) {
      return judgement.violatedByPresence(waited(flow, window.waits()));
    }
    return window.isKnown()
        ? judgement.holds(none)
        : judgement.cannotTell(none, WindowRules.unknownUnit(flow.connection()));
  }

  private Finding waited(Flow flow, List<WindowWait> waits) {
    WindowWait longest =
        waits.stream().max(Comparator.comparingLong(WindowWait::nanos)).orElseThrow();
    String peer = Wording.side(flow.sender().peer());
    return expecting(flow)
        .but("%s it had used up the window of the %s".formatted(Wording.times(waits.size()), peer))
        .timedOffenders(
            flow.connection(),
            List.of(longest.last(), longest.resumed()),
            s ->
                s.equals(longest.last())
                    ? "less than a segment is left"
                    : "goes on after #" + longest.opening().frame())
        .fact(
            "evidence",
            "it waited for %s in all, the longest time is shown"
                .formatted(Wording.time(waits.stream().mapToLong(WindowWait::nanos).sum())))
        .cause(
            "the receive buffer of the " + peer + " is too small for this path, or it reads slowly",
            Certainty.LIKELY);
  }
}
