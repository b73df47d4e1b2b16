package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;

/**
 * No byte is missing between the first and the last that one side sent. Where the peer acknowledged
 * the missing bytes it has them, and only the capture does not.
 */
public final class Contiguous implements Rule<Flow> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "isContiguous";
  }

  @Override
  public String source() {
    return ShouldBeContiguous.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    ShouldBeContiguous message = new ShouldBeContiguous(flow);
    if (!flow.isKnown(FlowCount.MISSING_BYTES) || flow.endOffset() <= 1) {
      return judgement.cannotTell(
          message.message(), flow.endOffset() <= 1 ? "this side sent no data" : Doubt.OLDER);
    }
    if (flow.count(FlowCount.MISSING_BYTES) == 0) {
      return judgement.holds(message.whole());
    }
    boolean acknowledged = flow.acknowledgedTo().orElse(0) >= flow.endOffset();
    return judgement.violatedByAbsence(
        message.holes(behindHoles(flow)), acknowledged ? Doubt.unseen(flow) : tooSoon(flow));
  }

  private static Optional<String> tooSoon(Flow flow) {
    long last = flow.connection().startNanos() + flow.connection().durationNanos();
    return Doubt.tooSoon(flow.connection().trace(), last, "the last segment");
  }

  private static List<Segment> behindHoles(Flow flow) {
    return flow.connection().segments().stream()
        .filter(s -> s.from() == flow.sender() && s.kind() == SegmentKind.NEW_AFTER_GAP)
        .toList();
  }
}
