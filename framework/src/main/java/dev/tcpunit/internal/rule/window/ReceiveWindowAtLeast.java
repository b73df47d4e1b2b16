package dev.tcpunit.internal.rule.window;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.ReceiveWindow;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** After the handshake a side never announced a window smaller than the limit. */
public record ReceiveWindowAtLeast(long limit) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasReceiveWindowAtLeast";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.8.6, RFC 7323 s2";
  }

  @Override
  public Verdict judge(Flow captured) {
    Flow flow = captured.asReceived();
    Judgement judgement = new Judgement(name());
    Finding finding = finding(flow);
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

  private Finding finding(Flow flow) {
    return Finding.expecting(
            flow,
            Judged.SENDER,
            "always announce a window of at least " + Wording.count(limit, "byte"))
        .rule(source(), "the window field, times two to the power of the scale in the SYN");
  }
}
