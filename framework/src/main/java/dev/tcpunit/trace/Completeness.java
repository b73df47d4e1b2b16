package dev.tcpunit.trace;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of what went over the wire is in the trace: what decides between "holds" and "cannot
 * tell".
 *
 * @param droppedFrames frames that the capture itself lost; empty where nothing says so (a pcap
 *     file, a text)
 * @param damage where and why reading a capture file ended early; empty if it was read whole
 * @param unreadLines lines of a text that tell of TCP segments and could not be read: the first
 *     hundred; all are counted in {@link IgnoredFrames#malformed}
 * @param timeDisorder the segments that come behind later ones of their connection; empty where
 *     there are none. It says nothing is missing, and leaves open what came first
 * @param untimedSegments segments for which a text gives no time ({@code tcpdump -t}), so that
 *     their times tell only of their order; 0 for every capture
 */
public record Completeness(
    OptionalLong droppedFrames,
    Optional<Damage> damage,
    List<UnreadLine> unreadLines,
    Optional<TimeDisorder> timeDisorder,
    long untimedSegments) {

  /** Nothing is known to be missing. */
  public static final Completeness COMPLETE =
      new Completeness(OptionalLong.empty(), Optional.empty());

  /** Copies the list. */
  public Completeness {
    unreadLines = List.copyOf(unreadLines);
  }

  /**
   * Takes what is known of a text whose times are in order.
   *
   * @param droppedFrames frames that the capture itself lost; empty where nothing says so
   * @param damage where and why reading a capture file ended early; empty if it was read whole
   * @param unreadLines lines that tell of TCP segments and could not be read
   */
  public Completeness(
      OptionalLong droppedFrames, Optional<Damage> damage, List<UnreadLine> unreadLines) {
    this(droppedFrames, damage, unreadLines, Optional.empty(), 0);
  }

  /**
   * Takes what is known of a capture, which has no lines.
   *
   * @param droppedFrames frames that the capture itself lost; empty where nothing says so
   * @param damage where and why reading a capture file ended early; empty if it was read whole
   */
  public Completeness(OptionalLong droppedFrames, Optional<Damage> damage) {
    this(droppedFrames, damage, List.of());
  }

  /**
   * The same, with what is out of order.
   *
   * @param disorder the segments that come behind later ones; empty where there are none
   * @return a new one
   */
  public Completeness with(Optional<TimeDisorder> disorder) {
    return new Completeness(droppedFrames, damage, unreadLines, disorder, untimedSegments);
  }

  /**
   * The same of a text that gives no time for some of its segments.
   *
   * @param segments how many
   * @return a new one
   */
  public Completeness withoutTimes(long segments) {
    return new Completeness(droppedFrames, damage, unreadLines, timeDisorder, segments);
  }

  /**
   * Whether nothing is known to be missing.
   *
   * @return true if no frame was dropped, no file was damaged and no line remained unread
   */
  public boolean isComplete() {
    return droppedFrames.orElse(0) == 0 && damage.isEmpty() && unreadLines.isEmpty();
  }

  /**
   * Where and why a capture file could not be read on.
   *
   * @param offset the byte offset in the (uncompressed) file
   * @param reason what stood there
   */
  public record Damage(long offset, String reason) {}

  /**
   * A line of a text that tells of a TCP segment and could not be read.
   *
   * @param line its number, from 1
   * @param reason what is wrong with it
   * @param text the line itself
   */
  public record UnreadLine(long line, String reason, String text) {
    @Override
    public String toString() {
      return "line " + line + ": " + reason + ": " + text;
    }
  }
}
