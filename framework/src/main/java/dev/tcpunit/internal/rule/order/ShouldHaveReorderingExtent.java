package dev.tcpunit.internal.rule.order;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.function.ToIntFunction;

/** Messages of {@code hasReorderingExtentAtMost}. */
public final class ShouldHaveReorderingExtent {
  public static final String SOURCE = "RFC 4737 s4.2";

  private final Flow flow;
  private final int most;

  public ShouldHaveReorderingExtent(Flow flow, int most) {
    this.flow = flow;
    this.most = most;
  }

  /** The segments that arrived late, each with its extent. */
  public Finding found(List<Segment> late, ToIntFunction<Segment> extent) {
    int largest = late.stream().mapToInt(extent).max().orElse(0);
    return message()
        .but(
            late.isEmpty()
                ? "no segment was overtaken"
                : "a segment arrived %d late".formatted(largest))
        .offenders(
            flow.connection(),
            late.stream().filter(segment -> extent.applyAsInt(segment) > most).toList(),
            segment -> note(late, segment, extent))
        .fact(
            "evidence",
            "%s reordered, the largest extent is %d"
                .formatted(Wording.count(late.size(), "segment"), largest));
  }

  private static String note(List<Segment> late, Segment segment, ToIntFunction<Segment> extent) {
    return late.contains(segment) ? "extent " + extent.applyAsInt(segment) : "";
  }

  public Finding message() {
    return Finding.expecting(flow, "have a reordering extent of at most " + most)
        .rule(
            SOURCE,
            "the extent of a late packet is how many came since the first of those sent after it");
  }
}
