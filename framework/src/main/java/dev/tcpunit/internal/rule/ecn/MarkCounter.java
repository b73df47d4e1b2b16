package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Counts the marked packets that arrived at a receiver of accurate ECN. The number in a segment of
 * the receiver lies between the marks that it has certainly seen by then, since it acknowledges
 * them, and all that had come.
 */
final class MarkCounter {
  private final int full;
  private final List<Segment> notCovered = new ArrayList<>();
  private Segment latest;
  private int marks;
  private int told;
  private long least;
  private long most;
  private long leastBytes;
  private long mostBytes;

  /** Takes the flow whose sender receives and counts the marks. */
  MarkCounter(Flow flow) {
    full =
        flow.synOptions().stream()
            .flatMapToInt(options -> options.maximumSegmentSize().stream())
            .findFirst()
            .orElse(1);
  }

  /** Takes a segment from the peer; a frame that is longer than a packet may be several. */
  void arrived(Segment segment) {
    if (EchoesCongestion.isMarked(segment)) {
      marks++;
      latest = segment;
      most += Math.max(1, (segment.length() + full - 1) / full);
      mostBytes += segment.length();
      if (segment.length() > 0 && segment.kind() == SegmentKind.NEW) {
        notCovered.add(segment);
      }
    }
  }

  /**
   * Whether the counter in a segment of the receiver contradicts the marks that had arrived until
   * then.
   */
  boolean isWrong(Segment segment) {
    OptionalInt counter = AccurateFeedback.marks(segment);
    if (latest == null || counter.isEmpty()) {
      return false;
    }
    notCovered.stream().filter(mark -> mark.end() <= segment.ack()).forEach(this::cover);
    notCovered.removeIf(mark -> mark.end() <= segment.ack());
    told += least > 0 ? 1 : 0;
    OptionalInt bytes = AccurateFeedback.ceBytes(segment);
    return !AccurateFeedback.isBetween(counter.getAsInt(), least, most)
        || bytes.isPresent()
            && !AccurateFeedback.isByteCountBetween(bytes.getAsInt(), leastBytes, mostBytes);
  }

  private void cover(Segment mark) {
    least++;
    leastBytes += mark.length();
  }

  /** The latest marked segment. */
  Segment latest() {
    return latest;
  }

  /** How many marked segments arrived. */
  int marks() {
    return marks;
  }

  /** How many segments carried the counter. */
  int told() {
    return told;
  }

  /** How many marked packets had come, in words. */
  String came() {
    return least == most ? "" + most : least + " to " + most;
  }
}
