package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Flow;

/** Explicit congestion notification. */
public final class EcnRules {
  public static final RuleGroup<Flow> OF_FLOW = new RuleGroup<>();

  public static final Rule<Flow> NO_CONGESTION_MARKS = OF_FLOW.add(new NoCongestionMarks());
  public static final Rule<Flow> CONGESTION_ECHOED = OF_FLOW.add(new EchoesCongestion());

  private EcnRules() {}
}
