package dev.tcpunit.internal.ladder;

import java.util.ArrayList;
import java.util.List;

/** Breaks text where a line has no room for it. */
public final class Words {
  private Words() {}

  /** The lines, none for no text; only a word that is longer than a line is longer. */
  public static List<String> wrapped(String text, int most) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ")) {
      if (line.length() > 0 && line.length() + 1 + word.length() > most) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    if (line.length() > 0) {
      lines.add(line.toString());
    }
    return lines;
  }
}
