package dev.tcpunit.pattern;

/**
 * The part of a pattern around one place, short enough for a line of a message, and where in it the
 * place is.
 *
 * @param text at most {@value #WIDTH} characters of one line of the pattern
 * @param caret blanks, and a caret under the place
 * @param position {@code column 8}, or {@code line 2, column 8} in a pattern of several lines; both
 *     count from 1
 */
public record PatternExcerpt(String text, String caret, String position) {
  private static final int WIDTH = 90;
  private static final String CUT = "... ";

  /**
   * The excerpt around a place.
   *
   * @param pattern the whole pattern
   * @param offset the place, in characters from 0
   * @return the excerpt
   */
  public static PatternExcerpt at(String pattern, int offset) {
    int start = pattern.lastIndexOf('\n', offset - 1) + 1;
    int end = pattern.indexOf('\n', offset);
    String line = pattern.substring(start, end < 0 ? pattern.length() : end).stripTrailing();
    int column = offset - start;
    return new PatternExcerpt(cut(line, column), caret(line, column), position(pattern, offset));
  }

  private static String cut(String line, int column) {
    int from = from(line, column);
    String text = (from > 0 ? CUT : "") + line.substring(from);
    return text.length() > WIDTH ? text.substring(0, WIDTH) : text;
  }

  private static String caret(String line, int column) {
    int from = from(line, column);
    return " ".repeat(column - from + (from > 0 ? CUT.length() : 0)) + "^";
  }

  /** Where the line is cut off on the left, so that the place stands in the middle. */
  private static int from(String line, int column) {
    return line.length() <= WIDTH || column < WIDTH / 2 ? 0 : column - WIDTH / 2;
  }

  private static String position(String pattern, int offset) {
    String before = pattern.substring(0, offset);
    long line = before.chars().filter(c -> c == '\n').count() + 1;
    int column = offset - before.lastIndexOf('\n');
    return pattern.strip().indexOf('\n') < 0
        ? "column " + column
        : "line " + line + ", column " + column;
  }
}
