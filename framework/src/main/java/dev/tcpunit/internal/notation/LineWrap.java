package dev.tcpunit.internal.notation;

import java.util.List;
import java.util.regex.Pattern;

/** Text in lines, broken between words. A word that is longer than a line stands on its own. */
public final class LineWrap {
  /** The columns of messages and reports. */
  public static final int WIDTH = 100;

  /** Blanks, except between a number and its unit. */
  private static final Pattern BREAKS = Pattern.compile(" (?<!\\d (?=m?s\\b))");

  private LineWrap() {}

  /**
   * The words after a lead, on as many lines of {@value #WIDTH} columns as it takes, the later ones
   * indented.
   */
  public static String of(String lead, int indent, String words) {
    return broken(lead, indent, BREAKS.split(words), WIDTH);
  }

  /** The lines of at most so many columns; none for no text. */
  public static List<String> lines(String text, int most) {
    return broken("", 0, text.split(" "), most).lines().toList();
  }

  private static String broken(String lead, int indent, String[] words, int most) {
    StringBuilder text = new StringBuilder(lead);
    int column = lead.length();
    boolean first = true;
    for (String word : words) {
      if (!first && column + 1 + word.length() > most) {
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
