package dev.tcpunit.internal.sandbox;

import java.util.List;
import java.util.stream.Collectors;

/** Words for a POSIX shell. */
final class Shell {
  private Shell() {}

  /** One word for the shell, whatever is in it. */
  static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  static String quoted(List<String> words) {
    return words.stream().map(Shell::quoted).collect(Collectors.joining(" "));
  }
}
