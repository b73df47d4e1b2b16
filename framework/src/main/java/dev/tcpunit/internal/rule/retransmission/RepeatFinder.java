package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Finds the segments that were sent again, and what each of them repeats. */
final class RepeatFinder {
  private RepeatFinder() {}

  static List<Repeat> find(List<Flow> flows) {
    return flows.stream()
        .flatMap(flow -> find(flow).stream())
        .sorted(Comparator.comparingLong(repeat -> repeat.again().frame()))
        .toList();
  }

  /** Beside its sender, if it can be: there all copies are, and the ACKs that had come by then. */
  private static List<Repeat> find(Flow flow) {
    List<Segment> segments = flow.connection().segments();
    List<Repeat> repeats = new ArrayList<>();
    List<Segment> again =
        SentSegments.of(List.of(flow), s -> s.kind() == SegmentKind.RETRANSMISSION);
    for (Segment segment : again) {
      List<Segment> originals = originals(segments, segment);
      int from = originals.isEmpty() ? segment.index() : last(originals).index();
      repeats.add(
          new Repeat(
              segment,
              originals,
              segment.length(),
              duplicateAcks(segments.subList(from, segment.index()), segment)));
    }
    return repeats;
  }

  /** Data segments of one flow; none where no segments are kept. */
  static List<Repeat> ofData(Flow flow) {
    return flow.connection().keepsSegments()
        ? find(flow).stream().filter(repeat -> repeat.again().length() > 0).toList()
        : List.of();
  }

  /** The latest copies before it, back to where its bytes are covered. */
  private static List<Segment> originals(List<Segment> segments, Segment again) {
    List<Segment> found = new ArrayList<>();
    long covered = 0;
    for (int i = again.index() - 1; i >= 0 && covered < again.end() - again.seq(); i--) {
      Segment before = segments.get(i);
      long common = Math.min(before.end(), again.end()) - Math.max(before.seq(), again.seq());
      if (before.from() == again.from() && common > 0) {
        found.add(before);
        covered += common;
      }
    }
    found.sort(Comparator.comparingInt(Segment::index));
    return found;
  }

  /** An ACK that selects bytes counts like one that repeats itself (RFC 6675 section 2). */
  private static int duplicateAcks(List<Segment> between, Segment again) {
    return (int)
        between.stream()
            .filter(s -> s.from() != again.from())
            .filter(
                s ->
                    s.kind() == SegmentKind.DUPLICATE_ACK
                        || s.has(SegmentFinding.SACK) && !s.has(SegmentFinding.DUPLICATE_SACK))
            .count();
  }

  private static Segment last(List<Segment> segments) {
    return segments.get(segments.size() - 1);
  }
}
