package dev.tcpunit.maven;

import dev.tcpunit.internal.rule.baseline.CaptureMatchesBaseline;
import dev.tcpunit.rule.RuleVerdict.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All verdicts of one module. Its component names are those of the JSON.
 *
 * @param captures how many capture files were read
 * @param otherPorts the server ports of connections that were not to be judged
 * @param results one for each rule and connection, in the order of the captures
 */
record CheckResults(int captures, List<Integer> otherPorts, List<Result> results) {

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

  /** What to print of the verdicts with this outcome: once what many of them say alike. */
  List<String> messages(Outcome outcome) {
    return CheckMessages.of(
        results.stream().filter(result -> result.outcome() == outcome).toList());
  }

  /** What is to be said of the captures that their baselines allow: better, or accepted. */
  List<String> ofBaselines() {
    return results.stream()
        .filter(result -> result.rule().equals(CaptureMatchesBaseline.RULE))
        .filter(result -> result.outcome() == Outcome.HOLDS)
        .map(result -> "Baseline of %s: %s".formatted(result.capture(), result.summary()))
        .toList();
  }

  boolean checkedNothing() {
    return results.isEmpty();
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
