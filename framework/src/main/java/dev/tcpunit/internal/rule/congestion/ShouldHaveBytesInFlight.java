package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasBytesInFlightBelow}. */
public final class ShouldHaveBytesInFlight {
  public static final String SOURCE = "RFC 5681 s2";

  private ShouldHaveBytesInFlight() {}

  public static Finding seen(Flow flow, long limit, String seen) {
    return Finding.expecting(flow, "have less than " + Wording.count(limit, "byte") + " in flight")
        .but(seen)
        .rule(SOURCE, "in flight is what was sent and neither acknowledged nor reported by SACK");
  }

  public static Finding found(Flow flow, long limit, Segment peak, long bytes) {
    return seen(flow, limit, "it had up to " + bytes)
        .offenders(
            flow.connection(),
            List.of(peak),
            s -> s.equals(peak) ? Wording.count(bytes, "byte") + " in flight" : "");
  }
}
