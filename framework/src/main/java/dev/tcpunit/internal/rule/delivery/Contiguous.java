package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;

/**
 * No byte is missing between the first and the last that one side sent. If the peer acknowledged
 * the missing bytes, it has them, and only the capture lacks them.
 */
public final class Contiguous extends FlowRule {
  public Contiguous() {
    super(
        "isContiguous",
        "be contiguous",
        "RFC 9293 s3.4",
        "sequence numbers leave no byte out between the first and the last",
        Judged.SENDER);
  }

  @Override
  public Verdict judge(Flow flow) {
    if (!flow.isKnown(FlowCount.MISSING_BYTES) || flow.endOffset() <= 1) {
      return judgement.cannotTell(
          expecting(flow), flow.endOffset() <= 1 ? "this side sent no data" : Doubt.OLDER);
    }
    if (flow.count(FlowCount.MISSING_BYTES) == 0) {
      return judgement.holds(whole(flow), Doubt.unseen(flow));
    }
    boolean acknowledged = flow.acknowledgedTo().orElse(0) >= flow.endOffset();
    return judgement.violatedByAbsence(
        holes(flow, behindHoles(flow)), acknowledged ? Doubt.unseen(flow) : tooSoon(flow));
  }

  private static Optional<String> tooSoon(Flow flow) {
    long last = flow.connection().endNanos();
    return Doubt.tooSoon(flow.connection().trace(), last, "the last segment");
  }

  private static List<Segment> behindHoles(Flow flow) {
    return flow.connection().segments().stream()
        .filter(s -> s.from() == flow.sender() && s.kind() == SegmentKind.NEW_AFTER_GAP)
        .toList();
  }

  /** Bytes are missing; the segments behind the holes show where. */
  private Finding holes(Flow flow, List<Segment> behind) {
    return expecting(flow)
        .but(
            "%s %s missing in %s"
                .formatted(
                    Wording.count(flow.count(FlowCount.MISSING_BYTES), "byte"),
                    flow.count(FlowCount.MISSING_BYTES) == 1 ? "is" : "are",
                    Wording.count(flow.count(FlowCount.GAPS), "place")))
        .offenders(flow.connection(), behind, s -> behind.contains(s) ? "behind a hole" : "")
        .fact(
            "evidence",
            "sent up to %d, acknowledged up to %d"
                .formatted(flow.endOffset(), flow.acknowledgedTo().orElse(1)));
  }

  private Finding whole(Flow flow) {
    return expecting(flow).but(Wording.count(flow.bytes(), "byte") + ", none missing between them");
  }
}
