package dev.tcpunit.internal.rule.acknowledgement;

import dev.tcpunit.dynamics.AckStep;
import dev.tcpunit.dynamics.Acknowledgements;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * No ACK of one side covers more than two full segments in sequence: no stretch ACKs (RFC 2525
 * section 2.13). An ACK that fills a gap covers all that lay behind the gap, and does not count.
 */
public final class EverySecondFullSegment extends FlowRule {
  private static final double MOST = 2;

  /** A segment counts as full although further options took some of its room. */
  private static final double TOLERANCE = 0.1;

  public EverySecondFullSegment() {
    super(
        "acknowledgesEverySecondFullSegment",
        "acknowledge every second full segment",
        "RFC 5681 s4.2",
        "an ACK should come for at least every second segment of full size (SHLD-19)",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    // How large a full segment is the SYN says.
    Optional<String> doubt = OwnAcks.doubt(flow).or(() -> Doubt.cutOffers(flow.connection()));
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    Acknowledgements acks = OwnAcks.of(flow);
    Map<Segment, AckStep> stretched =
        acks.steps().stream()
            .filter(step -> step.fullSegments() > MOST + TOLERANCE && !fillsGap(acks, step))
            .collect(Collectors.toMap(AckStep::acknowledgement, Function.identity()));
    String all = Wording.count(acks.steps().size(), "ACK") + " of new data";
    if (stretched.isEmpty()) {
      return judgement.holds(expecting(flow).but(all + ", none for more than two full segments"));
    }
    List<Segment> segments =
        stretched.keySet().stream()
            .sorted((one, other) -> Integer.compare(one.index(), other.index()))
            .toList();
    Finding found =
        expecting(flow)
            .but("%d of %s covered more than two full segments".formatted(segments.size(), all))
            .timedOffenders(flow.connection(), segments, ack -> note(stretched.get(ack)));
    return acks.isBesideReceiver()
        ? judgement.violatedByAbsence(found, Optional.empty())
        : judgement.cannotTell(found, "ACKs may have been lost on their way to the capture");
  }

  private static boolean fillsGap(Acknowledgements acks, AckStep step) {
    long after = step.acknowledgement().ack();
    long before = after - step.bytes();
    return acks.outOfOrder().stream()
        .anyMatch(early -> early.expected() >= before && early.segment().seq() < after);
  }

  private static String note(AckStep step) {
    return String.format(Locale.ROOT, "%.1f full segments", step.fullSegments());
  }
}
