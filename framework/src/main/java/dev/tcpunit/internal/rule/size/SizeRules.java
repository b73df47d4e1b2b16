package dev.tcpunit.internal.rule.size;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Flow;

/** The size of segments. */
public final class SizeRules {
  public static final RuleGroup<Flow> OF_FLOW = new RuleGroup<>();

  public static final Rule<Flow> NO_TINYGRAMS = OF_FLOW.add(Tinygrams.NONE);
  public static final Rule<Flow> FEWEST_SEGMENTS = OF_FLOW.add(new FewestSegments());

  private SizeRules() {}
}
