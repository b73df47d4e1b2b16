package dev.tcpunit.internal.suggest;

import dev.tcpunit.rule.RuleVerdict.Outcome;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Trace;
import java.util.Collection;

/**
 * An assertion that may hold of what was captured.
 *
 * @param java the call, without the dot before it
 * @param rule what it asks
 */
record Candidate(String java, TcpRule rule) {
  /** One that is written in Java as it is by name. */
  static Candidate of(String rule) {
    return new Candidate(rule + "()", TcpRule.of(rule));
  }

  boolean holdsIn(Collection<Trace> traces) {
    return traces.stream()
        .flatMap(trace -> rule.judge(trace).stream())
        .allMatch(verdict -> verdict.outcome() == Outcome.HOLDS);
  }
}
