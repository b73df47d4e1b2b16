package dev.tcpunit.trace;

import dev.tcpunit.net.ChecksumStatus;
import java.util.List;
import java.util.OptionalLong;

/**
 * What became of one segment on its way from its sender to its receiver.
 *
 * @param sent the segment as it left its sender
 * @param arrivals the segment as it arrived: none where it was lost, two where it was duplicated
 * @param reordered whether it arrived after a segment that was sent later (RFC 4737 section 3)
 */
public record Passage(Segment sent, List<Segment> arrivals, boolean reordered) {
  /** Keeps its own list. */
  public Passage {
    arrivals = List.copyOf(arrivals);
  }

  /**
   * Whether it never arrived: it was lost, or still under way when the capture ended.
   *
   * @return true if no copy of it was captured at the receiver
   */
  public boolean isLost() {
    return arrivals.isEmpty();
  }

  /**
   * Whether the network made copies of it.
   *
   * @return true if it arrived more than once
   */
  public boolean isDuplicated() {
    return arrivals.size() > 1;
  }

  /**
   * Whether it arrived, but with a checksum by which the receiver discards it (RFC 9293 section
   * 3.1, MUST-3).
   *
   * @return true if each copy that arrived is known to be damaged; a capture of headers alone does
   *     not know it of data
   */
  public boolean isDamaged() {
    return !isLost() && arrivals.stream().allMatch(a -> a.checksum() == ChecksumStatus.BAD);
  }

  /**
   * How long its first copy took.
   *
   * @return nanoseconds; empty if it was lost
   */
  public OptionalLong delayNanos() {
    return isLost()
        ? OptionalLong.empty()
        : OptionalLong.of(arrivals.get(0).timeNanos() - sent.timeNanos());
  }
}
