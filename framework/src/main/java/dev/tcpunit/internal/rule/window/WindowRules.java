package dev.tcpunit.internal.rule.window;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;

/** How the receivers control the flow. */
public final class WindowRules {
  public static final RuleGroup<Connection> OF_CONNECTION = new RuleGroup<>();
  public static final RuleGroup<Flow> OF_FLOW = new RuleGroup<>();

  public static final Rule<Connection> NO_ZERO_WINDOW =
      OF_CONNECTION.add(NoZeroWindow.inConnection());
  public static final Rule<Connection> RESPECTED_WINDOW =
      OF_CONNECTION.add(RespectsWindow.inConnection());

  public static final Rule<Flow> FLOW_NO_ZERO_WINDOW = OF_FLOW.add(NoZeroWindow.inFlow());
  public static final Rule<Flow> FLOW_RESPECTED_WINDOW = OF_FLOW.add(RespectsWindow.inFlow());

  public static final Rule<Flow> FLOW_WINDOW_NOT_SHRUNK = OF_FLOW.add(new NeverShrinksWindow());
  public static final Rule<Flow> FLOW_NOT_WINDOW_LIMITED = OF_FLOW.add(new NotWindowLimited());
  public static final Rule<Flow> FLOW_PROBES_ZERO_WINDOW = OF_FLOW.add(new ProbesZeroWindow());
  public static final Rule<Flow> FLOW_BACKS_OFF_PROBES = OF_FLOW.add(new BacksOffProbes());
  public static final Rule<Flow> FLOW_AVOIDS_SILLY_WINDOW = OF_FLOW.add(new AvoidsSillyWindow());

  private WindowRules() {}

  /** Why the unit of the windows is not known: the SYNs tell it. */
  static String unknownUnit(Connection connection) {
    String missing = "a SYN is missing, and the unit of the window with its scale (RFC 7323 s2)";
    return Doubt.ofSyns(connection).isPresent()
        ? missing
        : Doubt.ofOffers(connection).orElse(missing);
  }
}
