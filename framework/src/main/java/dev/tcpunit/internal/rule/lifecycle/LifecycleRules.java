package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;

/** How far a connection came in its life. */
public final class LifecycleRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();

  public static final Rule<Connection> ESTABLISHED = OF_CONNECTION.add(new Established());
  public static final Rule<Connection> COMPLETE = OF_CONNECTION.add(new Complete());
  public static final Rule<Connection> REFUSED = OF_CONNECTION.add(new Refused());
  public static final Rule<Connection> CAPTURED_FROM_START =
      OF_CONNECTION.add(new CapturedFromStart());

  private LifecycleRules() {}
}
