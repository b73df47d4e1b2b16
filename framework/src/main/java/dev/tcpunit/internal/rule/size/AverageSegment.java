package dev.tcpunit.internal.rule.size;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import java.util.Optional;

/** The data segments of one side carry so many bytes on average, those sent again included. */
public record AverageSegment(long least) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasAverageSegmentAtLeast";
  }

  @Override
  public String source() {
    return ShouldHaveAverageSegment.SOURCE;
  }

  @Override
  public Verdict judge(Flow flow) {
    Judgement judgement = new Judgement(name());
    long bytes = flow.count(FlowCount.PAYLOAD_BYTES);
    long segments = flow.count(FlowCount.DATA_SEGMENTS);
    Finding message = ShouldHaveAverageSegment.of(flow, least, bytes, segments);
    Optional<String> doubt = Doubt.unseen(flow);
    if (segments == 0 || doubt.isPresent()) {
      return judgement.cannotTell(message, doubt.orElse("this side sent no data"));
    }
    return bytes >= least * segments
        ? judgement.holds(message)
        : judgement.violatedByAbsence(message, Optional.empty());
  }
}
