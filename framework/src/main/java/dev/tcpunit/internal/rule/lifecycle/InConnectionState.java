package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import java.util.Optional;

/** The connection is in a state of Zeek. */
public record InConnectionState(ConnectionState expected) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return "hasConnectionState";
  }

  @Override
  public String source() {
    return ShouldHaveSummary.SOURCE;
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    Judgement judgement = new Judgement(name());
    Connection later =
        patience.await(
            connection, "its state to be " + expected, c -> ConnectionState.of(c) == expected);
    ConnectionState actual = ConnectionState.of(later);
    ShouldHaveSummary message = ShouldHaveSummary.state(later, expected);
    return actual == expected
        ? judgement.holds(message.was(actual.name()))
        : judgement.violatedByAbsence(message.wasInstead(actual, expected), Optional.empty());
  }
}
