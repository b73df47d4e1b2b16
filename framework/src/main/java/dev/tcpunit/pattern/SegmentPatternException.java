package dev.tcpunit.pattern;

/**
 * A text that is no {@link SegmentPattern}. The message shows the line at fault with a caret under
 * the column, and what could have stood there:
 *
 * <pre>
 * not a segment pattern, column 8: unknown word "FIN"
 *   > S. > FIN
 *          ^
 * expected: ...
 * </pre>
 */
public final class SegmentPatternException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  /** The whole text. */
  private final String pattern;

  /** Where in the text, from 0. */
  private final int offset;

  SegmentPatternException(String pattern, int offset, String problem, String expected) {
    super(message(pattern, offset, problem, expected));
    this.pattern = pattern;
    this.offset = offset;
  }

  /**
   * The text that could not be read.
   *
   * @return as it was given
   */
  public String pattern() {
    return pattern;
  }

  /**
   * Where it could not be read on.
   *
   * @return characters from the start of the text, from 0; its length where something is missing at
   *     the end
   */
  public int offset() {
    return offset;
  }

  private static String message(String pattern, int offset, String problem, String expected) {
    PatternExcerpt excerpt = PatternExcerpt.at(pattern, offset);
    return "not a segment pattern, "
        + excerpt.position()
        + ": "
        + problem
        + "\n  "
        + excerpt.text()
        + "\n  "
        + excerpt.caret()
        + "\nexpected: "
        + expected;
  }
}
