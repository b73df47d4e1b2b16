package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;

/** How long things take. */
public final class TimingRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();

  public static final Rule<Connection> NO_UNEXPLAINED_STALL =
      OF_CONNECTION.add(new NoUnexplainedStall());

  private TimingRules() {}
}
