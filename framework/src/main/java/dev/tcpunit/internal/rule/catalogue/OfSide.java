package dev.tcpunit.internal.rule.catalogue;

import dev.tcpunit.internal.rule.Side;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;

/** One side of a connection obeys a rule of flows. */
record OfSide(Side side, Rule<Flow> rule) implements WaitingRule<Connection> {
  @Override
  public String name() {
    return rule.name();
  }

  @Override
  public String source() {
    return rule.source();
  }

  @Override
  public Verdict judge(Connection connection, Patience patience) {
    return rule.judge(side.of(connection), patience);
  }
}
