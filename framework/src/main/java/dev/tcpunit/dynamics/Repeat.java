package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * A segment that was sent again, beside what it repeats.
 *
 * <p>Example: {@code Repeat.of(flow).get(0).originals()}.
 *
 * @param again the later segment
 * @param originals the segments of the same side that carried its bytes before, the latest copies
 *     only, in order; empty where they were not captured
 * @param duplicateAcks how many duplicate ACKs the peer sent between the last original and the
 *     repeat; one that selects bytes counts like one that repeats itself (RFC 6675 section 2)
 */
public record Repeat(Segment again, List<Segment> originals, int duplicateAcks) {

  /** Copies the list. */
  public Repeat {
    originals = List.copyOf(originals);
  }

  /**
   * The segments that a flow's sender sent again: data, SYN and FIN.
   *
   * @param flow one of a connection that keeps its segments
   * @return in order
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static List<Repeat> of(Flow flow) {
    Segments.require(flow.connection());
    List<Segment> segments = flow.connection().segments();
    return segments.stream()
        .filter(segment -> segment.from() == flow.sender())
        .filter(segment -> segment.kind() == SegmentKind.RETRANSMISSION)
        .map(segment -> of(segment, segments))
        .toList();
  }

  private static Repeat of(Segment again, List<Segment> segments) {
    List<Segment> originals = originals(segments, again);
    int from = originals.isEmpty() ? again.index() : last(originals).index();
    long duplicateAcks =
        segments.subList(from, again.index()).stream()
            .filter(segment -> segment.from() != again.from() && isDuplicateAck(segment))
            .count();
    return new Repeat(again, originals, (int) duplicateAcks);
  }

  /** The latest copies before a segment, back to where all its bytes are covered. */
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

  private static boolean isDuplicateAck(Segment segment) {
    return segment.kind() == SegmentKind.DUPLICATE_ACK
        || segment.has(SegmentFinding.SACK) && !segment.has(SegmentFinding.DUPLICATE_SACK);
  }

  /**
   * How long after the last of the originals the repeat came.
   *
   * @return nanoseconds; empty where no original was captured
   */
  public OptionalLong delayNanos() {
    return originals.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(again.timeNanos() - last(originals).timeNanos());
  }

  private static Segment last(List<Segment> segments) {
    return segments.get(segments.size() - 1);
  }
}
