package dev.tcpunit.internal.verdict;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What makes verdicts alike: all that they say, but for the numbers.
 *
 * @param rule the rule's name
 * @param side the side that what was found names first; empty where the cause names one itself
 * @param cause the cause that the message names, or what was found where it names none
 */
public record VerdictKind(String rule, String side, String cause) {
  private static final Pattern NUMBERS = Pattern.compile("\\d+([.,]\\d+)*");
  private static final Pattern SIDES = Pattern.compile("\\b(client|server)\\b");
  private static final Pattern REFERENCE = Pattern.compile(" \\(RFC [^)]*\\)|[:.]$");
  private static final String CAUSE = "cause:";

  /** The kind of a verdict that does not hold, by its message. */
  public static VerdictKind of(String rule, String message) {
    String headline =
        message.lines().filter(line -> line.startsWith("but ")).findFirst().orElse(message);
    String cause = part(message, CAUSE);
    String words = plain(cause.isEmpty() ? headline.replaceFirst("^but ", "") : cause);
    String side = SIDES.matcher(headline).results().map(MatchResult::group).findFirst().orElse("");
    return new VerdictKind(rule, SIDES.matcher(words).find() ? "" : side, words);
  }

  /** Without label, reference and numbers, and in one line. */
  private static String plain(String words) {
    String line = words.replaceFirst("^" + CAUSE, "").replaceAll("\\s+", " ").strip();
    return NUMBERS.matcher(REFERENCE.matcher(line).replaceAll("")).replaceAll("#");
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

  /** In one line: {@code wasNotAborted, client: data was not read when it closed}. */
  @Override
  public String toString() {
    return rule + (side.isEmpty() ? "" : ", " + side) + ": " + cause;
  }
}
