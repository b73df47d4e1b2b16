package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * By accurate ECN a receiver counts the packets that arrived marked. What it sends has a number
 * between those that it has certainly seen by then, for it acknowledges them, and all that came.
 */
final class CountsMarks {
  private final Flow flow;
  private final ShouldEchoCongestion message;
  private final int full;
  private final List<Segment> notCovered = new ArrayList<>();
  private Segment latest;
  private int marks;
  private int counters;
  private long least;
  private long most;

  CountsMarks(Flow flow, ShouldEchoCongestion message) {
    this.flow = flow;
    this.message = message;
    full =
        flow.synOptions().stream()
            .flatMapToInt(options -> options.maximumSegmentSize().stream())
            .findFirst()
            .orElse(1);
  }

  Verdict judge(Judgement judgement) {
    for (Segment segment : flow.connection().segments()) {
      if (segment.from() != flow.sender()) {
        note(segment);
      } else if (latest != null && tellsWrong(segment)) {
        return judgement.violatedByAbsence(
            message.miscounted(latest, segment, least, most), Optional.empty());
      }
    }
    return marks == 0 || counters == 0
        ? judgement.cannotTell(
            message.message(),
            marks == 0 ? "no packet of the peer was marked" : "no ACK came after the mark")
        : judgement.holds(message.echoed(marks, counters));
  }

  /** A frame that is longer than a packet may be several. */
  private void note(Segment arrived) {
    if (EcnUse.isMarked(arrived)) {
      marks++;
      latest = arrived;
      most += Math.max(1, (arrived.length() + full - 1) / full);
      if (arrived.length() > 0 && arrived.kind() == SegmentKind.NEW) {
        notCovered.add(arrived);
      }
    }
  }

  private boolean tellsWrong(Segment segment) {
    OptionalInt counter = AccurateFeedback.marks(segment);
    if (counter.isEmpty()) {
      return false;
    }
    int before = notCovered.size();
    notCovered.removeIf(mark -> mark.end() <= segment.ack());
    least += before - notCovered.size();
    counters += least > 0 ? 1 : 0;
    return !AccurateFeedback.isBetween(counter.getAsInt(), least, most);
  }
}
