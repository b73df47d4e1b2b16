package dev.tcpunit.internal.rule.order;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.FlowRule;
import dev.tcpunit.internal.verdict.Judged;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * No data segment was overtaken by more than so many others, as RFC 4737 section 4.2.1 measures it.
 */
public final class ReorderingExtent extends FlowRule {
  private final int most;

  public ReorderingExtent(int most) {
    super(
        "hasReorderingExtentAtMost",
        "have a reordering extent of at most " + most,
        "RFC 4737 s4.2",
        "the extent of a late packet is how many came since the first of those sent after it",
        Judged.SENDER);
    if (most < 0) {
      throw new IllegalArgumentException("an extent of " + most + " segments is negative");
    }
    this.most = most;
  }

  @Override
  public Verdict judge(Flow captured) {
    Flow flow = captured.asReceived();
    Optional<String> doubt = Doubt.of(flow.connection());
    if (doubt.isPresent()) {
      return judgement.cannotTell(expecting(flow), doubt.get());
    }
    Map<Segment, Integer> extents = new HashMap<>();
    List<Segment> late = late(flow, extents);
    Finding found = found(flow, late, extents);
    if (late.stream().anyMatch(segment -> extents.get(segment) > most)) {
      return judgement.violatedByPresence(found);
    }
    long undecided = count(flow, SegmentKind.UNDECIDED);
    return undecided > 0
        ? judgement.cannotTell(
            found,
            "the packets do not say if %s sent again or overtaken"
                .formatted(
                    Wording.count(undecided, "segment") + (undecided == 1 ? " was" : " were")))
        : judgement.holds(found);
  }

  private Finding found(Flow flow, List<Segment> late, Map<Segment, Integer> extents) {
    int largest = late.stream().mapToInt(extents::get).max().orElse(0);
    return expecting(flow)
        .but(
            late.isEmpty()
                ? "no segment was overtaken"
                : "a segment arrived %d late".formatted(largest))
        .offenders(
            flow.connection(),
            late.stream().filter(segment -> extents.get(segment) > most).toList(),
            segment -> "extent " + extents.get(segment))
        .fact(
            "evidence",
            "%s reordered, the largest extent is %d"
                .formatted(Wording.count(late.size(), "segment"), largest));
  }

  /**
   * The segments that were overtaken, with their extents. Copies and segments sent again are left
   * out: they have no place in the order of sending.
   */
  private static List<Segment> late(Flow flow, Map<Segment, Integer> extents) {
    List<Segment> arrived = new ArrayList<>();
    List<Segment> late = new ArrayList<>();
    for (Segment segment : flow.connection().segments()) {
      if (segment.from() != flow.sender()
          || segment.length() == 0
          || !isInOrderOfSending(segment)) {
        continue;
      }
      if (segment.kind() == SegmentKind.REORDERED) {
        int first = firstBehind(arrived, segment);
        extents.put(segment, arrived.size() - first);
        late.add(segment);
      }
      arrived.add(segment);
    }
    return late;
  }

  private static boolean isInOrderOfSending(Segment segment) {
    return switch (segment.kind()) {
      case NEW, NEW_AFTER_GAP, REORDERED -> true;
      default -> false;
    };
  }

  private static int firstBehind(List<Segment> arrived, Segment late) {
    int at = 0;
    while (at < arrived.size() && arrived.get(at).seq() < late.seq()) {
      at++;
    }
    return at;
  }

  private static long count(Flow flow, SegmentKind kind) {
    return flow.connection().segments().stream()
        .filter(segment -> segment.from() == flow.sender() && segment.kind() == kind)
        .count();
  }
}
