package dev.tcpunit.maven;

import dev.tcpunit.internal.rule.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All verdicts of one module. Its component names are those of the JSON.
 *
 * @param captures how many capture files were read
 * @param results one for each rule and connection, in the order of the captures
 */
record CheckResults(int captures, List<Result> results) {

  /**
   * One verdict.
   *
   * @param capture the file
   * @param connection the connection, in one line
   * @param rule the rule's name
   * @param outcome holds, violated or cannot tell
   * @param summary the evidence in one line
   * @param message the whole message; empty where the rule holds
   */
  record Result(
      String capture,
      String connection,
      String rule,
      Outcome outcome,
      String summary,
      String message) {}

  /** A check that has checked nothing cannot tell: it must not pass for one that found no fault. */
  List<String> messages(Outcome outcome) {
    if (results.isEmpty() && outcome == Outcome.CANNOT_TELL) {
      return List.of(nothingChecked());
    }
    return results.stream()
        .filter(result -> result.outcome() == outcome)
        .map(Result::message)
        .toList();
  }

  private String nothingChecked() {
    return "No connection was checked: %d captures were found, and none to the ports of the check"
            .formatted(captures)
        + " in them.\n"
        + "Tests leave a capture with tcpunit.artifacts=always, start and stop always do.";
  }

  /** Such as {@code 12 verdicts: 11 HOLDS, 1 VIOLATED, 0 CANNOT_TELL}. */
  String summary() {
    return "%d verdicts: ".formatted(results.size())
        + Arrays.stream(Outcome.values())
            .map(outcome -> count(outcome) + " " + outcome)
            .collect(Collectors.joining(", "));
  }

  private long count(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }
}
