package dev.tcpunit.internal.observe;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.internal.verdict.VerdictKind;
import dev.tcpunit.trace.Connection;
import java.util.ArrayList;
import java.util.List;

/**
 * What the rules of a suite say of a connection, without what it was said from.
 *
 * @param violations what is worth a look
 * @param undecided how many rules could not tell
 */
record Findings(List<Violation> violations, int undecided) {
  /** A rule that does not hold, and what its verdict is like. */
  record Violation(Rule<Connection> rule, VerdictKind kind) {}

  static Findings in(Connection connection) {
    List<Violation> violations = new ArrayList<>();
    int undecided = 0;
    for (Rule<Connection> rule : SuiteRules.of(connection)) {
      Verdict verdict = rule.judge(connection);
      if (verdict.outcome() == Outcome.VIOLATED) {
        violations.add(new Violation(rule, VerdictKind.of(verdict.rule(), verdict.message())));
      }
      undecided += verdict.outcome() == Outcome.CANNOT_TELL ? 1 : 0;
    }
    return new Findings(violations, undecided);
  }
}
