package dev.tcpunit.rule;

import dev.tcpunit.internal.verdict.Verdict;

/**
 * What a rule says of a connection, or of all that was captured.
 *
 * @param rule the rule as it was written, such as {@code hasRttBelow(40ms)}
 * @param subject what was judged, in one line
 * @param outcome holds, violated or cannot tell
 * @param summary the evidence in one line: {@code SYN, SYN-ACK, ACK in 0.016 ms}
 * @param message the whole message that the assertion would fail with; empty where the rule holds
 */
public record RuleVerdict(
    String rule, String subject, Outcome outcome, String summary, String message) {

  /** What a rule says of what was captured. */
  public enum Outcome {
    /** The capture shows that the rule is kept. */
    HOLDS,
    /** The capture shows that the rule is broken. */
    VIOLATED,
    /** The capture does not show enough to decide. */
    CANNOT_TELL
  }

  static RuleVerdict of(String rule, Verdict verdict) {
    return new RuleVerdict(
        rule,
        verdict.subject(),
        Outcome.valueOf(verdict.outcome().name()),
        verdict.summary(),
        verdict.message());
  }
}
