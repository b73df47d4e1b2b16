package dev.tcpunit.internal.rule.catalogue;

import dev.tcpunit.internal.rule.acknowledgement.AcknowledgementRules;
import dev.tcpunit.internal.rule.application.ApplicationRules;
import dev.tcpunit.internal.rule.congestion.CongestionRules;
import dev.tcpunit.internal.rule.delivery.DeliveryRules;
import dev.tcpunit.internal.rule.ecn.EcnRules;
import dev.tcpunit.internal.rule.handshake.HandshakeRules;
import dev.tcpunit.internal.rule.integrity.IntegrityRules;
import dev.tcpunit.internal.rule.lifecycle.LifecycleRules;
import dev.tcpunit.internal.rule.order.OrderRules;
import dev.tcpunit.internal.rule.retransmission.RetransmissionRules;
import dev.tcpunit.internal.rule.size.SizeRules;
import dev.tcpunit.internal.rule.teardown.TeardownRules;
import dev.tcpunit.internal.rule.timing.TimingRules;
import dev.tcpunit.internal.rule.tls.TlsRules;
import dev.tcpunit.internal.rule.trace.TraceRules;
import dev.tcpunit.internal.rule.window.WindowRules;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.RuleGroup;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** Every rule that needs nothing but its subject to judge by. */
public final class Rules {
  private static final List<Rule<Connection>> OF_CONNECTION =
      all(
          List.of(
              HandshakeRules.OF_CONNECTION,
              LifecycleRules.OF_CONNECTION,
              RetransmissionRules.OF_CONNECTION,
              DeliveryRules.OF_CONNECTION,
              TeardownRules.OF_CONNECTION,
              IntegrityRules.OF_CONNECTION,
              OrderRules.OF_CONNECTION,
              TimingRules.OF_CONNECTION,
              ApplicationRules.OF_CONNECTION,
              TlsRules.OF_CONNECTION,
              WindowRules.OF_CONNECTION));

  private static final List<Rule<Flow>> OF_FLOW =
      all(
          List.of(
              RetransmissionRules.OF_FLOW,
              DeliveryRules.OF_FLOW,
              AcknowledgementRules.OF_FLOW,
              OrderRules.OF_FLOW,
              SizeRules.OF_FLOW,
              EcnRules.OF_FLOW,
              WindowRules.OF_FLOW,
              CongestionRules.OF_FLOW));

  private static final List<Rule<Trace>> OF_TRACE = all(List.of(TraceRules.OF_TRACE));

  private Rules() {}

  public static List<Rule<Trace>> ofTrace() {
    return OF_TRACE;
  }

  public static List<Rule<Connection>> ofConnection() {
    return OF_CONNECTION;
  }

  public static List<Rule<Flow>> ofFlow() {
    return OF_FLOW;
  }

  private static <T> List<Rule<T>> all(List<RuleGroup<T>> groups) {
    return groups.stream().flatMap(group -> group.rules().stream()).toList();
  }
}
