package dev.tcpunit.internal.rule.size;

import dev.tcpunit.dynamics.Stall;
import dev.tcpunit.dynamics.StallCause;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Messages of {@code hasThroughputAtLeast}. */
public final class ShouldHaveThroughput {
  public static final String SOURCE = "RFC 6349 s3.3";

  private static final double NANOS = 1e9;

  private final Flow flow;
  private final long least;

  public ShouldHaveThroughput(Flow flow, long least) {
    this.flow = flow;
    this.least = least;
  }

  /** So many bytes from one segment to the other. */
  public Finding measured(long bytes, Segment first, Segment last) {
    long nanos = last.timeNanos() - first.timeNanos();
    return unmeasured()
        .but(
            "it took %s for %s, and not %s"
                .formatted(
                    Wording.time(nanos),
                    Wording.count(bytes, "payload byte"),
                    Wording.time(Math.round(bytes * NANOS / least))))
        .timedOffenders(
            flow.connection(),
            List.of(first, last),
            segment ->
                segment.equals(first)
                    ? "the first data"
                    : segment.equals(last) ? "the end of the last" : "");
  }

  /** Adds where the time went. */
  public static Finding stalled(Finding measured, List<Stall> stalls) {
    Map<StallCause, Long> nanos = new TreeMap<>();
    stalls.forEach(stall -> nanos.merge(stall.cause(), stall.nanos(), Long::sum));
    return measured.fact(
        "stalls",
        stalls.isEmpty()
            ? "it never stood still"
            : "it stood still " + Wording.times(stalls.size()) + ": " + Wording.times(nanos));
  }

  public Finding unmeasured() {
    return Finding.expecting(flow, "deliver at least " + least + " bytes a second")
        .rule(SOURCE, "throughput is the data delivered, each byte once, by the time it took");
  }
}
