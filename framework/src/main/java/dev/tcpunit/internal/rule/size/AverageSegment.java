package dev.tcpunit.internal.rule.size;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import java.util.Optional;

/** One side's data segments, retransmissions included, carry at least so many bytes on average. */
public final class AverageSegment extends FlowRule {
  private final long least;

  public AverageSegment(long least) {
    super(
        "hasAverageSegmentAtLeast",
        "carry at least " + Wording.count(least, "byte") + " in a data segment",
        "RFC 9293 s3.7.4",
        "a sender gathers data until it fills a segment",
        Judged.SENDER);
    this.least = least;
  }

  @Override
  public Verdict judge(Flow flow) {
    long bytes = flow.count(FlowCount.PAYLOAD_BYTES);
    long segments = flow.count(FlowCount.DATA_SEGMENTS);
    Finding finding = finding(flow, bytes, segments);
    Optional<String> doubt = Doubt.unseen(flow);
    if (segments == 0 || doubt.isPresent()) {
      return judgement.cannotTell(finding, doubt.orElse("this side sent no data"));
    }
    return bytes >= least * segments
        ? judgement.holds(finding)
        : judgement.violatedByAbsence(finding);
  }

  private Finding finding(Flow flow, long bytes, long segments) {
    Finding finding = expecting(flow);
    if (segments == 0) {
      return finding.but("it sent no data");
    }
    finding
        .but("it carried %d on average".formatted(bytes / segments))
        .fact(
            "evidence",
            "%s in %s"
                .formatted(
                    Wording.count(bytes, "payload byte"), Wording.count(segments, "data segment")));
    return bytes < least * segments ? SmallSegments.explain(finding, flow, least) : finding;
  }
}
