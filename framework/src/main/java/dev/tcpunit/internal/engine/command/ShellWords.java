package dev.tcpunit.internal.engine.command;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Command lines and the words that they consist of. */
final class ShellWords {
  private static final Pattern PART = Pattern.compile("'([^']*)'|\"([^\"]*)\"|([^\\s'\"]+)|(\\s+)");

  private ShellWords() {}

  /** Splits at white space that is not between single or double quotes; nothing is expanded. */
  static List<String> split(String commandLine) {
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

  /** A command line that a POSIX shell splits into these very words. */
  static String join(List<String> words) {
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
