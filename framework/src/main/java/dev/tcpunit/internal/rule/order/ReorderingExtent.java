package dev.tcpunit.internal.rule.order;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.OverTime;
import dev.tcpunit.internal.verdict.Rule;
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

/** No data segment was overtaken by more than so many, as RFC 4737 section 4.2.1 measures it. */
public record ReorderingExtent(int most) implements Rule<Flow> {
  @Override
  public String name() {
    return "hasReorderingExtentAtMost";
  }

  @Override
  public String source() {
    return ShouldHaveReorderingExtent.SOURCE;
  }

  @Override
  public Verdict judge(Flow captured) {
    Judgement judgement = new Judgement(name());
    Flow flow = captured.asReceived();
    ShouldHaveReorderingExtent message = new ShouldHaveReorderingExtent(flow, most);
    Optional<String> doubt = OverTime.doubt(flow.connection());
    if (doubt.isPresent()) {
      return judgement.cannotTell(message.message(), doubt.get());
    }
    Map<Segment, Integer> extents = new HashMap<>();
    List<Segment> late = late(flow, extents);
    Finding found = message.found(late, extents::get);
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

  /** A copy or a resend has no place in the order of sending; what is left has. */
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
