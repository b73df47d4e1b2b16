package dev.tcpunit.internal.rule.catalogue;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** How every rule is written that can be judged by a capture alone. */
public final class RuleForms {
  private RuleForms() {}

  public static List<RuleForm<Trace>> ofTrace() {
    return TraceForms.ALL;
  }

  public static List<RuleForm<Connection>> ofConnection() {
    return ConnectionForms.ALL;
  }

  public static List<RuleForm<Flow>> ofFlow() {
    return FlowForms.ALL;
  }
}
