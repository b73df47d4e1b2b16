package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/**
 * No segment of one side carried urgent data. Stacks disagree by one byte on where the urgent
 * pointer points (RFC 6093 section 3.2), so it is not asked: all data up to there is urgent, and
 * with it what a segment with URG carries. One that carries nothing announces what is yet to come.
 */
final class NoUrgentData extends FlowRule {
  NoUrgentData() {
    super(
        "hasNoUrgentData",
        "have no urgent data",
        "RFC 9293 s3.8.5, SHLD-13",
        "new applications should not use the urgent mechanism",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    List<Segment> marked = SentSegments.of(List.of(flow), segment -> segment.has(TcpFlags.URG));
    List<Segment> urgent = marked.stream().filter(segment -> segment.length() > 0).toList();
    return urgent.isEmpty()
        ? judgement.holds(none(flow), Doubt.of(flow).or(() -> announced(marked)))
        : judgement.violatedByPresence(found(flow, urgent));
  }

  private static Optional<String> announced(List<Segment> marked) {
    return marked.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "%s with URG and without data announced urgent data that was not captured"
                .formatted(Wording.count(marked.size(), "segment")));
  }

  private Finding none(Flow flow) {
    return expecting(flow)
        .but("none of " + Wording.count(flow.segments(), "segment") + " carried urgent data");
  }

  private Finding found(Flow flow, List<Segment> urgent) {
    return expecting(flow)
        .but(
            "%d of %s carried urgent data (URG)"
                .formatted(urgent.size(), Wording.count(flow.segments(), "segment")))
        .offenders(flow.connection(), urgent)
        .cause(
            "the program of the %s sent data as urgent".formatted(Wording.side(flow.sender())),
            Certainty.LIKELY)
        .lookFor(Remedy.WRITE_NOT_URGENT);
  }
}
