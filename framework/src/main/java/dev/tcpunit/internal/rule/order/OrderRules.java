package dev.tcpunit.internal.rule.order;

import dev.tcpunit.internal.rule.NoFaultySegment;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;

/** Whether segments arrive in order. */
public final class OrderRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();
  public static final RuleGroup<Flow> OF_FLOW = new RuleGroup<>();

  public static final Rule<Connection> NO_REORDERED_SEGMENTS =
      OF_CONNECTION.add(NoFaultySegment.inConnection(NoFaultySegment.Fault.REORDERED));

  public static final Rule<Connection> NO_NETWORK_DUPLICATES =
      OF_CONNECTION.add(NoFaultySegment.inConnection(NoFaultySegment.Fault.NETWORK_DUPLICATE));

  public static final Rule<Flow> FLOW_NO_REORDERED_SEGMENTS =
      OF_FLOW.add(NoFaultySegment.inFlow(NoFaultySegment.Fault.REORDERED));
  public static final Rule<Flow> FLOW_NO_NETWORK_DUPLICATES =
      OF_FLOW.add(NoFaultySegment.inFlow(NoFaultySegment.Fault.NETWORK_DUPLICATE));

  private OrderRules() {}
}
