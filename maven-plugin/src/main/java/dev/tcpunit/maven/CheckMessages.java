package dev.tcpunit.maven;

import dev.tcpunit.internal.verdict.VerdictKind;
import dev.tcpunit.maven.CheckResults.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What is printed of many verdicts: of those that one rule says of one side for one cause the first
 * in full, a few by their connection, and the rest as a number.
 */
final class CheckMessages {
  /** How many of those that are alike are shown. */
  private static final int MOST_SHOWN = 5;

  private CheckMessages() {}

  static List<String> of(List<Result> results) {
    Map<VerdictKind, List<Result>> alike = new LinkedHashMap<>();
    for (Result result : results) {
      VerdictKind kind = VerdictKind.of(result.rule(), result.message());
      alike.computeIfAbsent(kind, key -> new ArrayList<>()).add(result);
    }
    return alike.values().stream().map(CheckMessages::message).toList();
  }

  private static String message(List<Result> alike) {
    Result first = alike.get(0);
    if (alike.size() == 1) {
      return first.message();
    }
    String others =
        alike.stream()
            .skip(1)
            .limit(MOST_SHOWN - 1)
            .map(other -> "\n  " + other.connection() + "\n    in " + other.capture())
            .collect(Collectors.joining());
    int more = alike.size() - MOST_SHOWN;
    return first.message()
        + "\nthe same of "
        + first.rule()
        + " in:"
        + others
        + (more > 0 ? String.format(Locale.ROOT, "\n  and %,d more", more).replace(',', ' ') : "");
  }
}
