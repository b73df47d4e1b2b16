package dev.tcpunit.pattern;

import java.util.List;

/** A pattern as it was read: what the parser writes and the compiler reads. */
sealed interface PatternNode {
  /** One segment. */
  record One(SegmentCondition condition) implements PatternNode {}

  /** One part after the other. */
  record Sequence(List<PatternNode> parts) implements PatternNode {}

  /** One of several. */
  record Alternatives(List<PatternNode> choices) implements PatternNode {}

  /**
   * The same several times.
   *
   * @param most {@link #UNBOUNDED} for any number
   */
  record Repeat(PatternNode part, int least, int most) implements PatternNode {
    static final int UNBOUNDED = -1;
  }
}
