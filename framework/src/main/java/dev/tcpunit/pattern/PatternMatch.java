package dev.tcpunit.pattern;

import java.util.List;

/**
 * How far a connection follows a {@link SegmentPattern}.
 *
 * @param outcome whether it does
 * @param matched how many segments, from the first, the pattern took: up to where nothing fitted
 *     any more, or where it came nearest to its end
 * @param expected what could have come next there; empty where the pattern was at its end
 * @param mayEnd whether the pattern may end there
 */
public record PatternMatch(
    Outcome outcome, int matched, List<Expectation> expected, boolean mayEnd) {

  /** Makes a match; for the matcher. */
  public PatternMatch {
    expected = List.copyOf(expected);
  }

  /** Whether a connection follows a pattern. */
  public enum Outcome {
    /** It does, from its first segment to its last. */
    FOLLOWS,
    /** It may yet: all segments fit, and the pattern asks for more. */
    PREFIX,
    /** It does not, whatever comes. */
    DIFFERS
  }

  /**
   * What a pattern has at one place.
   *
   * @param text a segment as the pattern writes it: {@code > data{1460}}
   * @param offset where it stands in the pattern, in characters from 0
   */
  public record Expectation(String text, int offset) {}

  /**
   * Whether the connection follows the pattern.
   *
   * @return true if so
   */
  public boolean follows() {
    return outcome == Outcome.FOLLOWS;
  }
}
