package dev.tcpunit.maven;

import dev.tcpunit.maven.CheckResults.Result;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is printed of many verdicts: of those that one rule says of one side for one cause the first
 * in full, a few by their connection, and the rest as a number.
 */
final class CheckMessages {
  /** How many of those that are alike are shown. */
  private static final int MOST_SHOWN = 5;

  private static final Pattern NUMBERS = Pattern.compile("\\d[\\d.,]*");
  private static final Pattern SIDES = Pattern.compile("\\b(client|server)\\b");

  private CheckMessages() {}

  static List<String> of(List<Result> results) {
    Map<String, List<Result>> alike = new LinkedHashMap<>();
    results.forEach(
        result -> alike.computeIfAbsent(kind(result), key -> new ArrayList<>()).add(result));
    return alike.values().stream().map(CheckMessages::message).toList();
  }

  /** The rule, the side that is at fault and the cause: all that is said, but for the numbers. */
  private static String kind(Result result) {
    String headline = headline(result.message());
    String cause = part(result.message(), "cause:");
    return String.join(
        "\n",
        result.rule(),
        SIDES.matcher(headline).results().map(side -> side.group()).findFirst().orElse(""),
        NUMBERS.matcher(cause.isEmpty() ? headline : cause).replaceAll("#"));
  }

  /** The line that says what was found in place of what was expected. */
  private static String headline(String message) {
    return message.lines().filter(line -> line.startsWith("but ")).findFirst().orElse(message);
  }

  /** A labelled part of the message, with the indented lines in which it goes on. */
  private static String part(String message, String label) {
    List<String> lines = message.lines().toList();
    int first = 0;
    while (first < lines.size() && !lines.get(first).startsWith(label)) {
      first++;
    }
    int end = first + 1;
    while (end < lines.size() && lines.get(end).startsWith(" ".repeat(label.length()))) {
      end++;
    }
    return first == lines.size() ? "" : String.join(" ", lines.subList(first, end));
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
