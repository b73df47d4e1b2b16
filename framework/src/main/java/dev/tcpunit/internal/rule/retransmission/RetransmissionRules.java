package dev.tcpunit.internal.rule.retransmission;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;

/** What was sent again, and why. */
public final class RetransmissionRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();
  public static final RuleGroup<Flow> OF_FLOW = new RuleGroup<>();

  public static final Rule<Connection> NO_RETRANSMISSIONS =
      OF_CONNECTION.add(NoRetransmissions.inConnection());

  public static final Rule<Flow> FLOW_NO_RETRANSMISSIONS = OF_FLOW.add(NoRetransmissions.inFlow());
  public static final Rule<Flow> FLOW_NO_TIMEOUTS =
      OF_FLOW.add(new NoResend(NoResend.Reason.TIMEOUT));
  public static final Rule<Flow> FLOW_NO_FAST = OF_FLOW.add(new NoResend(NoResend.Reason.FAST));
  public static final Rule<Flow> FLOW_NO_TAIL_LOSS_PROBES =
      OF_FLOW.add(new NoResend(NoResend.Reason.TAIL_LOSS_PROBE));
  public static final Rule<Flow> FLOW_NO_SPURIOUS =
      OF_FLOW.add(new NoResend(NoResend.Reason.SPURIOUS));
  public static final Rule<Flow> FLOW_NO_DUPLICATE_SACKS = OF_FLOW.add(new NoDuplicateSacks());
  public static final Rule<Flow> FLOW_BACKS_OFF = OF_FLOW.add(new BacksOff());

  /** Not among the rules that every flow is judged by: it takes a capture of both ends. */
  public static final Rule<Flow> ONLY_LOST_SEGMENTS = new OnlyLostSegments();

  private RetransmissionRules() {}
}
