package dev.tcpunit.internal.verdict;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that was meant by a mistyped one. */
public final class NearestName {
  private static final int MOST_EDITS = 2;
  private static final int LETTERS_FOR_EACH_EDIT = 3;
  private static final int SHORTEST_PART = 4;

  private NearestName() {}

  /**
   * The name that differs least from what was typed, in a letter or two, or by a part that is left
   * out or too much; empty where none is near.
   */
  public static Optional<String> to(String typed, Collection<String> names) {
    String plain = plain(typed);
    return names.stream()
        .filter(name -> isNear(plain, plain(name)))
        .min(
            Comparator.<String>comparingInt(name -> edits(plain, plain(name)))
                .thenComparing(Comparator.naturalOrder()));
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
