package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.trace.Segment;
import java.util.List;

/**
 * A segment that was sent again, beside what it repeats.
 *
 * @param again the later segment
 * @param originals the segments of the same side that carried its bytes before, latest copies only;
 *     empty where they were not captured
 * @param bytes how many payload bytes were sent again
 * @param duplicateAcks duplicate ACKs of the peer between the original and the repeat
 */
public record Repeat(Segment again, List<Segment> originals, long bytes, int duplicateAcks) {

  /** What it repeats, in words: {@code repeats all of #10}. */
  String note() {
    if (originals.isEmpty()) {
      return "the first copy was not captured";
    }
    Segment first = originals.get(0);
    Segment last = originals.get(originals.size() - 1);
    if (originals.size() > 1) {
      return "repeats bytes of #" + first.frame() + " to #" + last.frame();
    }
    boolean whole = again.seq() <= first.seq() && again.end() >= first.end();
    return (whole ? "repeats all of #" : "repeats a part of #") + first.frame();
  }

  /** From the last of the originals to the repeat, in nanoseconds. */
  long delayNanos() {
    return again.timeNanos() - originals.get(originals.size() - 1).timeNanos();
  }
}
