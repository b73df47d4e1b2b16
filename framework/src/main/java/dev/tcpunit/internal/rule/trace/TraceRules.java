package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Trace;

/** How the connections of a trace stand to each other, and how much of them was captured. */
public final class TraceRules {
  public static final RuleGroup<Trace> OF_TRACE = new RuleGroup<>();

  public static final Rule<Trace> NO_HALF_OPEN_CONNECTIONS =
      OF_TRACE.add(new NoHalfOpenConnections());
  public static final Rule<Trace> NO_OPEN_CONNECTIONS = OF_TRACE.add(new NoOpenConnections());
  public static final Rule<Trace> NO_REUSED_PORTS = OF_TRACE.add(new NoReusedPorts());
  public static final Rule<Trace> REUSED_CONNECTIONS = OF_TRACE.add(new ReusedConnections());
  public static final Rule<Trace> BACKS_OFF_BETWEEN_CONNECTIONS =
      OF_TRACE.add(new BacksOffBetweenConnections());
  public static final Rule<Trace> RETRIES_ON_NEW_CONNECTION =
      OF_TRACE.add(new RetriesOnNewConnection());
  public static final Rule<Trace> CLOSES_LOSING_ATTEMPTS = OF_TRACE.add(new ClosesLosingAttempts());
  public static final Rule<Trace> LOSSLESS = OF_TRACE.add(new Lossless());

  private TraceRules() {}
}
