package dev.tcpunit.internal.rule.size;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;

/** Messages of {@code hasAverageSegmentAtLeast}. */
public final class ShouldHaveAverageSegment {
  public static final String SOURCE = "RFC 9293 s3.7.4";

  private ShouldHaveAverageSegment() {}

  public static Finding of(Flow flow, long least, long bytes, long segments) {
    Finding message =
        Finding.expecting(
                flow, "carry at least " + Wording.count(least, "byte") + " in a data segment")
            .rule(SOURCE, "a sender gathers data until it fills a segment");
    if (segments == 0) {
      return message.but("it sent no data");
    }
    message
        .but("it carried %d on average".formatted(bytes / segments))
        .fact(
            "evidence",
            "%s in %s"
                .formatted(
                    Wording.count(bytes, "payload byte"), Wording.count(segments, "data segment")));
    return bytes < least * segments ? message.lookFor(Remedy.BUFFER_WRITES) : message;
  }
}
