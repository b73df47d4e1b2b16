package dev.tcpunit.internal.verdict;

import dev.tcpunit.internal.verdict.Verdict.Difference;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import java.util.Optional;

/**
 * Turns what a rule found into a verdict. What a capture shows is proven, even if the capture is
 * incomplete; what it does not show may be among the segments that it missed.
 */
public final class Judgement {
  private final String rule;

  public Judgement(String rule) {
    this.rule = rule;
  }

  /** Nothing captured breaks the rule; holds only where the capture missed nothing. */
  public Verdict holds(Finding seen) {
    Optional<String> missing = Doubt.missing(seen.trace());
    return missing.isPresent()
        ? cannotTell(seen, missing.get())
        : verdict(seen, Outcome.HOLDS, seen.statement(), "");
  }

  /** Nothing speaks against the rule, unless there is a reason why that cannot be told. */
  public Verdict holds(Finding seen, Optional<String> doubt) {
    return doubt.isPresent() ? cannotTell(seen, doubt.get()) : holds(seen);
  }

  /** A captured segment shows what the rule asks for, whatever else the capture missed. */
  public Verdict provenByPresence(Finding seen) {
    return verdict(seen, Outcome.HOLDS, seen.statement(), "");
  }

  /** A captured segment proves the violation. */
  public Verdict violatedByPresence(Finding found) {
    return verdict(found, Outcome.VIOLATED, found.statement(), found.text());
  }

  /**
   * Something is not there: violated only where it could not have been missed or be yet to come.
   */
  public Verdict violatedByAbsence(Finding found, Optional<String> tooSoon) {
    Optional<String> doubt = Doubt.missing(found.trace()).or(() -> tooSoon);
    return doubt.isPresent() ? cannotTell(found, doubt.get()) : violatedByPresence(found);
  }

  /** Something is not there: violated only where the capture could not have missed it. */
  public Verdict violatedByAbsence(Finding found) {
    return violatedByAbsence(found, Optional.empty());
  }

  public Verdict cannotTell(Finding seen, String doubt) {
    return verdict(seen, Outcome.CANNOT_TELL, "cannot be told: " + doubt, seen.text(doubt));
  }

  private Verdict verdict(Finding message, Outcome outcome, String summary, String text) {
    Optional<Difference> values =
        outcome == Outcome.VIOLATED ? message.difference() : Optional.empty();
    return new Verdict(rule, message.subject(), outcome, summary, text, message.trace(), values);
  }
}
