package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.internal.verdict.Certainty;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.SackBlock;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;

/** One side never reported, as a receiver, that bytes had arrived twice. */
final class NoDuplicateSacks extends FlowRule {
  NoDuplicateSacks() {
    super(
        "hasNoDuplicateSacks",
        "report no bytes as duplicate by SACK",
        "RFC 2883 s4",
        "the first SACK block reports the bytes that have arrived a second time",
        Judged.BOTH_ENDS);
  }

  @Override
  public Verdict judge(Flow flow) {
    List<Segment> reports =
        SentSegments.of(List.of(flow), s -> s.has(SegmentFinding.DUPLICATE_SACK));
    return reports.isEmpty()
        ? judgement.holds(none(flow), Doubt.of(flow).or(() -> withoutSack(flow)))
        : judgement.violatedByPresence(found(flow, reports));
  }

  private static Optional<String> withoutSack(Flow flow) {
    return flow.connection().usesSack()
        ? Doubt.cutOptions(flow)
        : Doubt.cutOffers(flow.connection())
            .or(
                () ->
                    Optional.of(
                        "SACK was not negotiated, and so this side cannot report what came twice"));
  }

  private Finding none(Flow flow) {
    return expecting(flow)
        .but(Wording.count(flow.segments(), "segment") + ", none with a duplicate SACK");
  }

  private Finding found(Flow flow, List<Segment> reports) {
    String peer = Wording.side(flow.sender().peer());
    boolean resent =
        flow.connection().segments().stream()
            .anyMatch(s -> s.from() != flow.sender() && s.kind() == SegmentKind.RETRANSMISSION);
    return expecting(flow)
        .but(
            "%d of %s reported bytes that had come twice"
                .formatted(reports.size(), Wording.count(flow.segments(), "segment")))
        .offenders(flow.connection(), reports, report -> bytes(report, peer))
        .cause(
            resent
                ? "the " + peer + " sent again what had arrived"
                : "the network copied packets of the " + peer,
            Certainty.LIKELY);
  }

  private static String bytes(Segment report, String peer) {
    SackBlock first = report.sackBlocks().get(0);
    return "%s %d:%d came twice".formatted(peer, first.from(), first.to());
  }
}
