package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.dynamics.FlowDynamics;
import dev.tcpunit.dynamics.InitialWindow;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A sender sent at most so many full segments before the first ACK of its data. */
public final class InitialWindowAtMost extends FlowRule {
  private final int segments;

  public InitialWindowAtMost(int segments) {
    super(
        "hasInitialWindowAtMost",
        "have an initial window of at most " + Wording.count(segments, "full segment"),
        "RFC 6928 s2",
        "at most 10 segments before the first ACK of data",
        Judged.SENDER);
    this.segments = segments;
  }

  @Override
  public Verdict judge(Flow flow) {
    Optional<String> doubt = Doubt.of(flow);
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    FlowDynamics dynamics = FlowDynamics.of(flow);
    Optional<InitialWindow> window = dynamics.initialWindow();
    if (window.isEmpty()) {
      return judgement.cannotTell(expecting(flow), "this side sent no data");
    }
    if (dynamics.maxSegmentPayload().isEmpty()) {
      return judgement.cannotTell(
          expecting(flow),
          Doubt.cutOffers(flow.connection())
              .orElse("the peer's SYN is missing, and how large a full segment is with it"));
    }
    if (window.get().segments() > segments) {
      // An ACK that the capture missed would have ended the initial window sooner.
      return judgement.violatedByAbsence(tooLarge(flow, window.get()));
    }
    Optional<String> open =
        Doubt.notBesideSender(flow)
            .or(
                () ->
                    window.get().acknowledgement().isEmpty()
                        ? Optional.of("no ACK of its data was captured")
                        : Optional.empty());
    return open.isPresent()
        ? judgement.cannotTell(seen(flow, window.get()), open.get())
        : judgement.holds(seen(flow, window.get()));
  }

  private Finding tooLarge(Flow flow, InitialWindow window) {
    Optional<Segment> ack = window.acknowledgement();
    List<Segment> sent = window.sent();
    return seen(flow, window)
        .timedOffenders(
            flow.connection(),
            Stream.concat(Stream.of(sent.get(0), sent.get(sent.size() - 1)), ack.stream()).toList(),
            s -> ack.filter(s::equals).isPresent() ? "the first ACK of data" : "")
        .fact(
            "look for", "the route's initcwnd (ip route show), or a congestion control of its own");
  }

  private Finding seen(Flow flow, InitialWindow window) {
    return expecting(flow)
        .but(
            "it sent %s, in all %s, before the first ACK of data"
                .formatted(
                    Wording.count(window.segments(), "full segment"),
                    Wording.count(window.bytes(), "byte")));
  }
}
