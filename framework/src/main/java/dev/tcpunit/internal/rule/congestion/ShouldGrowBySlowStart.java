package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code growsBySlowStart}. */
public final class ShouldGrowBySlowStart {
  public static final String SOURCE = "RFC 5681 s3.1";

  private ShouldGrowBySlowStart() {}

  public static Finding seen(Flow flow, String seen) {
    return Finding.expecting(flow, "grow its flight by slow start")
        .but(seen)
        .rule(
            SOURCE,
            "the window grows by no more than an ACK acknowledges, and at least a segment, up to"
                + " the first loss");
  }

  /** The flight after this segment was larger than the ACKs until then allowed. */
  public static Finding tooFast(Flow flow, Segment segment, long flight, long allowed) {
    return seen(
            flow,
            "%s were under way where the ACKs allowed %d"
                .formatted(Wording.count(flight, "byte"), allowed))
        .timedOffenders(flow.connection(), List.of(segment), s -> "");
  }
}
