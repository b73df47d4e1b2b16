package dev.tcpunit.internal.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines of a POSIX shell, and the words that they consist of. */
public final class Shell {
  private static final Pattern PART = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)|(\\s+)");

  private Shell() {}

  /** One word for the shell, whatever is in it. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  /** A command line that the shell splits into these very words. */
  public static String quoted(List<String> words) {
    return words.stream().map(Shell::quoted).collect(Collectors.joining(" "));
  }

  /** Splits at white space that is not between single or double quotes; nothing is expanded. */
  public static List<String> words(String commandLine) {
    List<String> words = new ArrayList<>();
    StringBuilder word = null;
    Matcher part = PART.matcher(commandLine);
    while (part.find()) {
      if (part.group(4) == null) {
        word = word == null ? new StringBuilder() : word;
        word.append(content(part));
      } else if (word != null) {
        words.add(word.toString());
        word = null;
      }
    }
    if (word != null) {
      words.add(word.toString());
    }
    return words;
  }

  private static String content(Matcher part) {
    if (part.group(1) != null) {
      return part.group(1);
    }
    return part.group(2) != null ? part.group(2) : part.group(3);
  }
}
