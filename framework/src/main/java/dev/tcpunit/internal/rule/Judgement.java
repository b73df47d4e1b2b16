package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.message.Difference;
import dev.tcpunit.internal.message.Message;
import java.util.Optional;

/**
 * Turns what a rule found into a verdict. What a capture shows stands, even if it is incomplete;
 * what it does not show may be among what it missed.
 */
public final class Judgement {
  private final String rule;

  public Judgement(String rule) {
    this.rule = rule;
  }

  /** Nothing speaks against the rule; an incomplete capture cannot say so. */
  public Verdict holds(Message seen) {
    Optional<String> missing = Doubt.missing(seen.trace());
    return missing.isPresent()
        ? cannotTell(seen, missing.get())
        : verdict(seen, Outcome.HOLDS, seen.statement(), "");
  }

  /** What the rule asks for stands in a captured segment, whatever else was missed. */
  public Verdict provenByPresence(Message seen) {
    return verdict(seen, Outcome.HOLDS, seen.statement(), "");
  }

  /** A captured segment proves the violation. */
  public Verdict violatedByPresence(Message found) {
    return verdict(found, Outcome.VIOLATED, found.statement(), found.text());
  }

  /**
   * Something is not there: violated only where it could not have been missed or be yet to come.
   */
  public Verdict violatedByAbsence(Message found, Optional<String> tooSoon) {
    Optional<String> doubt = Doubt.missing(found.trace()).or(() -> tooSoon);
    return doubt.isPresent() ? cannotTell(found, doubt.get()) : violatedByPresence(found);
  }

  public Verdict cannotTell(Message seen, String doubt) {
    return verdict(seen, Outcome.CANNOT_TELL, "cannot be told: " + doubt, seen.text(doubt));
  }

  private Verdict verdict(Message message, Outcome outcome, String summary, String text) {
    Optional<Difference> values =
        outcome == Outcome.VIOLATED ? message.difference() : Optional.empty();
    return new Verdict(rule, message.subject(), outcome, summary, text, message.trace(), values);
  }
}
