package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.FlowKey;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** No pair of endpoints was used for two connections. */
public final class NoReusedPorts extends StatedRule<Trace> {
  public NoReusedPorts() {
    super(
        "hasNoReusedPorts",
        "have no reused ports",
        "RFC 9293 s3.4.1",
        "a pair of endpoints that is used again soon may take old segments for new ones");
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    Finding found = expecting(trace);
    Set<FlowKey> seen = new HashSet<>();
    List<Connection> again =
        trace.connections().stream()
            .filter(c -> !seen.add(new FlowKey(c.client(), c.server())))
            .toList();
    return again.isEmpty()
        ? judgement.holds(found.but("each pair of endpoints was used once"))
        : judgement.violatedByPresence(
            ConnectionLines.show(
                found.but(
                    Wording.count(again.size(), "connection")
                        + " used the endpoints of an earlier one"),
                again,
                ConnectionLines::segments));
  }
}
