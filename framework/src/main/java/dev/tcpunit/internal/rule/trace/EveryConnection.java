package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Verdict.Outcome;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** A rule of a connection, asked of every connection of a trace; a trace without any fails. */
public record EveryConnection(Rule<Connection> rule) implements WaitingRule<Trace> {
  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public String source() {
    return rule.source();
  }

  @Override
  public Verdict judge(Trace trace, Patience patience) {
    Judgement judgement = new Judgement(name());
    ShouldHoldForEveryConnection message = new ShouldHoldForEveryConnection(trace, name());
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), message.expectation());
    }
    List<Verdict> failed =
        trace.connections().stream()
            .map(connection -> rule.judge(connection, patience))
            .filter(verdict -> !verdict.holds())
            .toList();
    if (failed.isEmpty()) {
      return judgement.holds(
          message.held(Wording.count(trace.connections().size(), "connection") + ", none failed"));
    }
    List<String> messages = failed.stream().map(Verdict::message).toList();
    boolean violated = failed.stream().anyMatch(v -> v.outcome() == Outcome.VIOLATED);
    return violated
        ? judgement.violatedByPresence(message.failed(messages))
        : judgement.cannotTell(message.failed(messages), "at least one connection cannot be told");
  }
}
