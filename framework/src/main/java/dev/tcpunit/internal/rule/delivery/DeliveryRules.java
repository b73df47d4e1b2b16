package dev.tcpunit.internal.rule.delivery;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;

/** Whether the bytes arrive. */
public final class DeliveryRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();
  public static final RuleGroup<Flow> OF_FLOW = new RuleGroup<>();

  public static final Rule<Connection> ALL_BYTES_ACKNOWLEDGED =
      OF_CONNECTION.add(AllBytesAcknowledged.inConnection());

  public static final Rule<Flow> FLOW_ALL_BYTES_ACKNOWLEDGED =
      OF_FLOW.add(AllBytesAcknowledged.inFlow());

  public static final Rule<Flow> CONTIGUOUS = OF_FLOW.add(new Contiguous());

  public static final Rule<Flow> NO_URGENT_DATA = OF_FLOW.add(new NoUrgentData());

  private DeliveryRules() {}
}
