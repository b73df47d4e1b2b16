package dev.tcpunit.internal.rule.catalogue;

import dev.tcpunit.internal.rule.trace.AttemptsNextAddressWithin;
import dev.tcpunit.internal.rule.trace.ConcurrentConnections;
import dev.tcpunit.internal.rule.trace.ConnectAttempts;
import dev.tcpunit.internal.rule.trace.ConnectionCount;
import dev.tcpunit.internal.rule.trace.OnlyConnectsTo;
import dev.tcpunit.internal.rule.trace.TraceRules;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** How the rules of all that was captured are written. */
public final class TraceForms {
  public static final List<RuleForm<Trace>> ALL =
      List.of(
          RuleForm.of(
              "hasConnectionCount",
              Parameter.count("connections", "2"),
              "so many connections were captured",
              ConnectionCount::new),
          RuleForm.of("hasSingleConnection", new ConnectionCount(1), "one connection was captured"),
          RuleForm.of(
              TraceRules.NO_HALF_OPEN_CONNECTIONS,
              "every SYN was answered and every handshake came to its end"),
          RuleForm.of(TraceRules.NO_OPEN_CONNECTIONS, "no connection was left open"),
          RuleForm.of(
              "onlyConnectsTo",
              Parameter.endpoints("servers"),
              "every connection goes to one of these servers",
              OnlyConnectsTo::new),
          RuleForm.of(
              TraceRules.REUSED_CONNECTIONS,
              "no connection was opened where an earlier one to the same server could have been"
                  + " used"),
          RuleForm.of(
              "hasAtMostConcurrentConnections",
              Parameter.count("connections", "2"),
              "no more connections were open at the same time",
              ConcurrentConnections::new),
          RuleForm.of(
              "hasAtMostConnectAttempts",
              Parameter.count("attempts", "3"),
              "no server was tried more often until it took a connection",
              ConnectAttempts::new),
          RuleForm.of(
              "attemptsNextAddressWithin",
              Parameter.time("delay", "300ms"),
              "where an address did not answer in time the next was attempted beside it",
              AttemptsNextAddressWithin::new),
          RuleForm.of(
              TraceRules.CLOSES_LOSING_ATTEMPTS,
              "once one of several attempts has connected the others are given up"),
          RuleForm.of(
              TraceRules.BACKS_OFF_BETWEEN_CONNECTIONS,
              "attempts to connect that fail come after longer and longer pauses"),
          RuleForm.of(
              TraceRules.RETRIES_ON_NEW_CONNECTION,
              "after a connection that broke before an answer another was opened"),
          RuleForm.of(
              TraceRules.NO_REUSED_PORTS, "no pair of endpoints was used for two connections"),
          RuleForm.of(TraceRules.LOSSLESS, "the capture missed nothing"));

  private TraceForms() {}
}
