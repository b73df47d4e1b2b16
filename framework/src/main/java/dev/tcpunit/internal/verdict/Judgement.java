package dev.tcpunit.internal.verdict;

import dev.tcpunit.internal.verdict.Verdict.Difference;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import java.util.Optional;

/**
 * Turns what a rule found into a verdict. A captured segment is proof, even if the capture is
 * incomplete; a segment that is not in the capture may be among those that it missed.
 *
 * <p>Nothing is proof where segments stand in the capture behind later ones, or it is not known if
 * they were damaged: all that is known of a connection comes from following it in order; except
 * what each segment tells by itself ({@link Finding#inAnyOrder}). Nor is it where the program at
 * one end is behind a door, of what that end did.
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

  /** The rule holds, unless there is a doubt: a reason why that cannot be told. */
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
   * Something expected is not there: a violation only if the capture cannot have missed it and it
   * cannot be yet to come.
   */
  public Verdict violatedByAbsence(Finding found, Optional<String> tooSoon) {
    Optional<String> doubt = Doubt.missing(found.trace()).or(() -> tooSoon);
    return doubt.isPresent() ? cannotTell(found, doubt.get()) : violatedByPresence(found);
  }

  /** Something expected is not there: a violation only if the capture cannot have missed it. */
  public Verdict violatedByAbsence(Finding found) {
    return violatedByAbsence(found, Optional.empty());
  }

  public Verdict cannotTell(Finding seen, String doubt) {
    return undecided(seen, seen.unreliable().orElse(doubt));
  }

  private Verdict undecided(Finding seen, String doubt) {
    Finding message = seen.unreliable().isPresent() ? seen.withoutFound() : seen;
    return new Verdict(
        rule,
        message.subject(),
        Outcome.CANNOT_TELL,
        "cannot be told: " + doubt,
        message.text(doubt),
        message.trace(),
        Optional.empty());
  }

  private Verdict verdict(Finding message, Outcome outcome, String summary, String text) {
    Optional<String> doubt = message.unreliable().or(message::behindDoor);
    if (doubt.isPresent()) {
      return undecided(message, doubt.get());
    }
    Optional<Difference> values =
        outcome == Outcome.VIOLATED ? message.difference() : Optional.empty();
    return new Verdict(rule, message.subject(), outcome, summary, text, message.trace(), values);
  }
}
