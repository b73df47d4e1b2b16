package dev.tcpunit.internal.notation;

import java.util.regex.Pattern;

/** Text in lines of at most {@value #WIDTH} columns, broken between words. */
public final class LineWrap {
  public static final int WIDTH = 100;

  /** Blanks, except between a number and its unit. */
  private static final Pattern BREAKS = Pattern.compile(" (?<!\\d (?=m?s\\b))");

  private LineWrap() {}

  /**
   * The words after a lead, on as many lines as it takes, the later ones indented. A word that is
   * longer than a line stands on its own.
   */
  public static String of(String lead, int indent, String words) {
    StringBuilder text = new StringBuilder(lead);
    int column = lead.length();
    boolean first = true;
    for (String word : BREAKS.split(words)) {
      if (!first && column + 1 + word.length() > WIDTH) {
        text.append('\n').append(" ".repeat(indent));
        column = indent;
      } else if (!first) {
        text.append(' ');
        column++;
      }
      text.append(word);
      column += word.length();
      first = false;
    }
    return text.toString();
  }
}
