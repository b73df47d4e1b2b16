package dev.tcpunit.internal.rule.window;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.function.ToLongFunction;

/** Messages of {@code hasReceiveWindowAtLeast}. */
public final class ShouldHaveReceiveWindow {
  public static final String SOURCE = "RFC 9293 s3.8.6, RFC 7323 s2";

  private ShouldHaveReceiveWindow() {}

  public static Finding seen(Flow flow, long limit, String seen) {
    return Finding.expecting(
            flow, "always announce a window of at least " + Wording.count(limit, "byte"))
        .but(seen)
        .rule(SOURCE, "the window field, times two to the power of the scale in the SYN");
  }

  public static Finding found(
      Flow flow, long limit, List<Segment> small, int of, ToLongFunction<Segment> bytes) {
    return seen(
            flow,
            limit,
            "%d of %s announced less".formatted(small.size(), Wording.count(of, "segment")))
        .offenders(
            flow.connection(),
            small,
            s -> small.contains(s) ? Wording.count(bytes.applyAsLong(s), "byte") : "")
        .lookFor(Remedy.READ_FASTER);
  }
}
