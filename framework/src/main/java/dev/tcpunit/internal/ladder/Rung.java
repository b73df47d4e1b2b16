package dev.tcpunit.internal.ladder;

import dev.tcpunit.internal.notation.Quantities;
import dev.tcpunit.internal.notation.SegmentRemarks;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One segment, or a run of segments that is told in a few words.
 *
 * @param segments one or more, in the order of capture
 * @param pause what stood before it; empty where it follows at once
 * @param icmp what ICMP said before it, in words
 */
public record Rung(List<Segment> segments, Optional<Pause> pause, List<String> icmp) {
  /** Whether it stands for more than one segment. */
  public boolean isRun() {
    return segments.size() > 1;
  }

  /** The segment, or the first of the run. */
  public Segment first() {
    return segments.get(0);
  }

  /** What the run holds: {@code 41 client data segments, all acknowledged}. */
  public String words() {
    List<String> parts = new ArrayList<>();
    for (Role side : Role.values()) {
      addData(side, parts);
    }
    long others = segments.stream().filter(s -> s.length() == 0).count();
    if (others > 0 && !(isAcknowledged() && !parts.isEmpty())) {
      parts.add(Quantities.counted(others, "segment") + " without data");
    }
    return String.join(", ", parts) + findings();
  }

  /** What was found if it is the same for all segments, else how many have findings. */
  private String findings() {
    List<String> found =
        segments.stream()
            .map(segment -> String.join(", ", SegmentRemarks.of(segment)))
            .filter(remarks -> !remarks.isEmpty())
            .toList();
    if (found.isEmpty()) {
      return "";
    }
    String which = found.size() == segments.size() ? "each" : found.size() + " of them";
    return found.stream().distinct().count() == 1
        ? ", " + which + ": " + found.get(0)
        : ", " + found.size() + " with findings";
  }

  private void addData(Role side, List<String> parts) {
    long count = segments.stream().filter(s -> s.from() == side && s.length() > 0).count();
    if (count > 0) {
      String words = Quantities.counted(count, side.word() + " data segment");
      parts.add(isAcknowledged(side) ? words + ", all acknowledged" : words);
    }
  }

  private boolean isAcknowledged() {
    return isAcknowledged(Role.CLIENT) && isAcknowledged(Role.SERVER);
  }

  /** Whether the run itself shows that all data of a side in it has arrived. */
  private boolean isAcknowledged(Role side) {
    long end = 0;
    long acknowledged = 0;
    for (Segment segment : segments) {
      if (segment.from() != side) {
        acknowledged = Math.max(acknowledged, segment.ack());
      } else if (segment.length() > 0) {
        end = Math.max(end, segment.end());
      }
    }
    return acknowledged >= end;
  }
}
