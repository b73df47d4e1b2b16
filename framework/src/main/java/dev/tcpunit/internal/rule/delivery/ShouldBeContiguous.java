package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code isContiguous}. */
public final class ShouldBeContiguous {
  public static final String SOURCE = "RFC 9293 s3.4";

  private final Flow flow;

  public ShouldBeContiguous(Flow flow) {
    this.flow = flow;
  }

  /** Bytes are missing; the segments behind the holes show where. */
  public Finding holes(List<Segment> behind) {
    return message()
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

  public Finding whole() {
    return message().but(Wording.count(flow.bytes(), "byte") + ", none missing between them");
  }

  public Finding message() {
    return Finding.expecting(flow, "be contiguous")
        .rule(SOURCE, "sequence numbers leave no byte out between the first and the last");
  }
}
