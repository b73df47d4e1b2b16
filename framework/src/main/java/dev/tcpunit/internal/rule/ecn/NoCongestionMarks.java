package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Certainty;
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
import java.util.function.Predicate;

/** No packet of one side was marked on its way, by the packet itself or by the echo of the peer. */
final class NoCongestionMarks extends FlowRule {
  NoCongestionMarks() {
    super(
        "hasNoCongestionMarks",
        "have no congestion marks",
        "RFC 3168 s5",
        "a router marks a packet CE where it would else have to drop it",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow captured) {
    Flow flow = captured.asReceived();
    List<Segment> marked = sent(flow, EchoesCongestion::isMarked);
    if (!marked.isEmpty()) {
      return judgement.violatedByPresence(marked(flow, marked));
    }
    Flow echoing = flow.connection().flow(flow.sender().peer());
    EcnMode mode = EcnMode.of(flow.connection());
    if (mode == EcnMode.ACCURATE && AccurateFeedback.isCleared(echoing)) {
      return judgement.cannotTell(
          none(flow, mode), "the peer's counter of marks is zero at first: something cleared it");
    }
    List<Segment> echoes = echoes(echoing, mode);
    if (!echoes.isEmpty()) {
      return judgement.violatedByPresence(echoed(flow, echoes));
    }
    Optional<String> doubt = doubt(flow);
    return doubt.isPresent()
        ? judgement.cannotTell(none(flow, mode), doubt.get())
        : judgement.holds(none(flow, mode));
  }

  private static List<Segment> sent(Flow flow, Predicate<Segment> filter) {
    return flow.connection().segments().stream()
        .filter(segment -> segment.from() == flow.sender())
        .filter(filter)
        .toList();
  }

  private static List<Segment> echoes(Flow echoing, EcnMode mode) {
    return switch (mode) {
      case NONE -> List.of();
      case CLASSIC ->
          SentSegments.sound(echoing.connection())
              .filter(s -> s.from() == echoing.sender() && EchoesCongestion.isEcho(s))
              .toList();
      case ACCURATE -> AccurateFeedback.echoes(echoing.connection(), echoing.sender());
    };
  }

  private static Optional<String> doubt(Flow flow) {
    return Doubt.of(flow)
        .or(
            () ->
                sent(flow, segment -> segment.ecn().isEmpty()).isEmpty()
                    ? Optional.empty()
                    : Optional.of("the IP headers, which bear the marks, were not captured"));
  }

  private Finding marked(Flow flow, List<Segment> marked) {
    return expecting(flow)
        .but(
            "%d of %s bore the mark Congestion Experienced"
                .formatted(marked.size(), Wording.count(flow.segments(), "segment")))
        .offenders(flow.connection(), marked)
        .cause("a queue on the way was about to be full", Certainty.PROVEN);
  }

  /**
   * The peer echoed marks although no captured packet is marked: a router behind the capture set
   * them.
   */
  private Finding echoed(Flow flow, List<Segment> echoes) {
    return expecting(flow)
        .but(
            "the %s echoed a mark in %s"
                .formatted(
                    Wording.side(flow.sender().peer()), Wording.count(echoes.size(), "segment")))
        .offenders(flow.connection(), echoes.subList(0, 1))
        .cause("a queue behind the capture was about to be full", Certainty.PROVEN);
  }

  private Finding none(Flow flow, EcnMode mode) {
    return expecting(flow)
        .but("none of " + Wording.count(flow.segments(), "segment") + " was marked")
        .fact(
            "evidence",
            mode == EcnMode.NONE
                ? "ECN was not negotiated: a full queue drops and does not mark"
                : "ECN was negotiated, and no segment of the peer echoes a mark");
  }
}
