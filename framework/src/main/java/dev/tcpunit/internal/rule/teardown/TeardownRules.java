package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.RuleGroup;
import dev.tcpunit.trace.Connection;

/** How a connection is closed. */
public final class TeardownRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();

  public static final Rule<Connection> CLEAN_FIN = OF_CONNECTION.add(new CleanFin());

  private TeardownRules() {}
}
