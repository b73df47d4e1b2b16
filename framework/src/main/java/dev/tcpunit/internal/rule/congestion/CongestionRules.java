package dev.tcpunit.internal.rule.congestion;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Flow;

/** How a sender controls congestion. */
public final class CongestionRules {
  public static final RuleGroup<Flow> OF_FLOW = new RuleGroup<>();

  public static final Rule<Flow> GROWS_BY_SLOW_START = OF_FLOW.add(new GrowsBySlowStart());
  public static final Rule<Flow> REDUCES_FLIGHT = OF_FLOW.add(new ReducesFlight());
  public static final Rule<Flow> NO_SLOW_START_RESTART = OF_FLOW.add(new NoSlowStartRestart());

  private CongestionRules() {}
}
