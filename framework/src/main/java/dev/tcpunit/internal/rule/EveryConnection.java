package dev.tcpunit.internal.rule;

import dev.tcpunit.internal.message.ShouldHoldForEveryConnection;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** A rule of a connection, asked of every connection of a trace; a trace without any fails. */
public record EveryConnection(Rule<Connection> rule) implements Rule<Trace> {
  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public String source() {
    return rule.source();
  }

  @Override
  public Verdict judge(Trace trace) {
    Judgement judgement = new Judgement(name());
    ShouldHoldForEveryConnection message = new ShouldHoldForEveryConnection(trace, name());
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), message.expectation());
    }
    List<Verdict> failed =
        trace.connections().stream().map(rule::judge).filter(v -> !v.holds()).toList();
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
