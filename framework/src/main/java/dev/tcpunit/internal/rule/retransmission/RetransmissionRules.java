package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.RuleGroup;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;

/** What was sent again, and why. */
public final class RetransmissionRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();
  public static final RuleGroup<Flow> OF_FLOW = new RuleGroup<>();

  public static final Rule<Connection> NO_RETRANSMISSIONS =
      OF_CONNECTION.add(NoRetransmissions.inConnection());

  public static final Rule<Flow> FLOW_NO_RETRANSMISSIONS = OF_FLOW.add(NoRetransmissions.inFlow());

  /** Not among the rules that every flow is judged by: it takes a capture of both ends. */
  public static final Rule<Flow> ONLY_LOST_SEGMENTS = new OnlyLostSegments();

  private RetransmissionRules() {}
}
