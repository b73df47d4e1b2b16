package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.FlowKey;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** No pair of endpoints was used for two connections. */
public final class NoReusedPorts implements Rule<Trace> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "hasNoReusedPorts";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), "have no reused ports");
    }
    ShouldHaveSuchConnections message =
        new ShouldHaveSuchConnections(
            trace,
            "have no reused ports",
            SOURCE,
            "a pair of endpoints that is used again soon may take old segments for new ones");
    Set<FlowKey> seen = new HashSet<>();
    List<Connection> again =
        trace.connections().stream()
            .filter(c -> !seen.add(new FlowKey(c.client(), c.server())))
            .toList();
    return again.isEmpty()
        ? judgement.holds(message.so("each pair of endpoints was used once"))
        : judgement.violatedByPresence(
            message.found(
                Wording.count(again.size(), "connection") + " used the endpoints of an earlier one",
                again,
                c -> Wording.count(c.segmentCount(), "segment")));
  }

  private static final String SOURCE = "RFC 9293 s3.4.1";
}
