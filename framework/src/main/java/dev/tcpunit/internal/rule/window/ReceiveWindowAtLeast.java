package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ReceiveWindow;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** After the handshake a side never announced a window smaller than the limit. */
public final class ReceiveWindowAtLeast extends FlowRule {
  private final long limit;

  public ReceiveWindowAtLeast(long limit) {
    super(
        "hasReceiveWindowAtLeast",
        "always announce a window of at least " + Wording.count(limit, "byte"),
        "RFC 9293 s3.8.6, RFC 7323 s2",
        "the window field, times two to the power of the scale in the SYN",
        Judged.SENDER);
    this.limit = limit;
  }

  @Override
  public Verdict judge(Flow captured) {
    Flow flow = captured.asReceived();
    Finding finding = expecting(flow);
    Optional<String> doubt = Doubt.of(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(finding, doubt.get());
    }
    Flow sender = flow.connection().flow(flow.sender().peer());
    ReceiveWindow window = FlowDynamics.of(sender).receiveWindow();
    List<Segment> announced = window.announcements();
    List<Segment> small =
        announced.stream().filter(s -> window.bytes(s).orElse(limit) < limit).toList();
    if (!small.isEmpty()) {
      finding.but(
          "%d of %s announced less"
              .formatted(small.size(), Wording.count(announced.size(), "segment")));
      return judgement.violatedByPresence(
          finding
              .offenders(
                  flow.connection(),
                  small,
                  s -> Wording.count(window.bytes(s).orElseThrow(), "byte"))
              .lookFor(
                  small.size() == announced.size() ? Remedy.LARGER_BUFFER : Remedy.READ_FASTER));
    }
    window
        .minBytes()
        .ifPresent(bytes -> finding.but("the smallest one was " + Wording.count(bytes, "byte")));
    if (!window.isKnown()) {
      return judgement.cannotTell(finding, WindowRules.unknownUnit(flow.connection()));
    }
    return announced.isEmpty()
        ? judgement.cannotTell(finding, "this side announced no window after its SYN")
        : judgement.holds(finding);
  }
}
