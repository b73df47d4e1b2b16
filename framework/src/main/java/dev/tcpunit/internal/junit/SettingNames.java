package dev.tcpunit.internal.junit;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Every setting that users may make, of tests and of the Maven plugin; tells a mistyped one. */
public final class SettingNames {
  private static final String PREFIX = "tcpunit.";
  private static final int MOST_EDITS = 2;
  private static final int LETTERS_FOR_EACH_EDIT = 3;
  private static final int SHORTEST_PART = 4;

  private static final Set<String> KNOWN =
      Set.of(
          "artifacts",
          "baseline",
          "baselineDirectory",
          "bufferSize",
          "captureFile",
          "captures",
          "command",
          "digest",
          "directory",
          "earlierCaptures",
          "engine",
          "failOnInconclusive",
          "failOnViolation",
          "file",
          "fork",
          "fork.paths",
          "fork.runner",
          "format",
          "interface",
          "javaHome",
          "limit",
          "outputFile",
          "payload",
          "ports",
          "report",
          "reportFile",
          "results",
          "rules",
          "sandbox",
          "sandbox.scope",
          "segments",
          "settleTimeout",
          "skip",
          "steering",
          "story",
          "sweep.shard",
          "sysctls",
          "unavailable");

  private SettingNames() {}

  /** All of them, by their full names. */
  public static Set<String> known() {
    return KNOWN.stream().map(PREFIX::concat).collect(Collectors.toSet());
  }

  /** Whether there is a setting of this name. */
  public static boolean isKnown(String name) {
    return name.startsWith(PREFIX) && KNOWN.contains(name.substring(PREFIX.length()));
  }

  /**
   * The setting that was meant by a name that is none; empty where none is near, because a project
   * may have properties of its own, such as {@code tcpunit.version}.
   */
  public static Optional<String> meantBy(String name) {
    if (isKnown(name) || !name.toLowerCase(Locale.ROOT).startsWith(PREFIX)) {
      return Optional.empty();
    }
    String typed = plain(name.substring(PREFIX.length()));
    return KNOWN.stream()
        .filter(known -> isNear(typed, plain(known)))
        .min(Comparator.<String>comparingInt(known -> edits(typed, plain(known))))
        .map(known -> PREFIX + known);
  }

  /** The complaint about the first mistyped name, if there is one. */
  public static Optional<String> complaint(Iterable<String> names, String where) {
    for (String name : names) {
      Optional<String> meant = meantBy(name);
      if (meant.isPresent()) {
        return Optional.of(
            "there is no setting %s (%s); did you mean %s?".formatted(name, where, meant.get()));
      }
    }
    return Optional.empty();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  private static boolean isNear(String typed, String known) {
    int most =
        Math.min(MOST_EDITS, Math.max(typed.length(), known.length()) / LETTERS_FOR_EACH_EDIT);
    return edits(typed, known) <= most
        || typed.length() >= SHORTEST_PART && known.contains(typed)
        || known.length() >= SHORTEST_PART && typed.contains(known);
  }

  /** How many letters to add, leave out or replace: the Levenshtein distance. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row = nextRow(row, from.charAt(i - 1), i, to);
    }
    return row[to.length()];
  }

  private static int[] nextRow(int[] above, char letter, int number, String to) {
    int[] row = new int[above.length];
    row[0] = number;
    for (int j = 1; j < row.length; j++) {
      int replaced = above[j - 1] + (letter == to.charAt(j - 1) ? 0 : 1);
      row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
    }
    return row;
  }
}
