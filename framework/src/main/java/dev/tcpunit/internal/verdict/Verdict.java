package dev.tcpunit.internal.verdict;

import dev.tcpunit.trace.Trace;
import java.util.Optional;

/**
 * What one rule said of one subject.
 *
 * @param rule the assertion's name, such as {@code hasCleanFin}
 * @param subject the connection, flow or trace, in one line
 * @param outcome holds, violated or cannot tell
 * @param summary the evidence in one line, for reports: {@code SYN, SYN-ACK, ACK in 0.016 ms}
 * @param message the whole failure message; empty where the rule holds
 * @param trace what was judged
 * @param difference the values whose difference is a violation, where it is one of values
 */
public record Verdict(
    String rule,
    String subject,
    Outcome outcome,
    String summary,
    String message,
    Trace trace,
    Optional<Difference> difference) {

  /** What a rule says of what was captured. */
  public enum Outcome {
    HOLDS,
    VIOLATED,
    /** The capture does not show enough to decide: the assertion fails in words of its own. */
    CANNOT_TELL
  }

  /**
   * Two values whose difference is the failure, for tools that show them side by side.
   *
   * @param expected what the test asked for
   * @param actual what was captured
   */
  public record Difference(Object expected, Object actual) {}

  /** A verdict that does not turn on the difference of two values. */
  public Verdict(
      String rule, String subject, Outcome outcome, String summary, String message, Trace trace) {
    this(rule, subject, outcome, summary, message, trace, Optional.empty());
  }

  /** This verdict under the name of another assertion, which asks this and more. */
  public Verdict by(String assertion) {
    return new Verdict(assertion, subject, outcome, summary, message, trace);
  }

  public boolean holds() {
    return outcome == Outcome.HOLDS;
  }
}
