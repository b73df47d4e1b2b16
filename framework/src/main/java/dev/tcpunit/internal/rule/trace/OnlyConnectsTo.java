package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** Every connection goes to one of these servers. */
public final class OnlyConnectsTo extends StatedRule<Trace> {
  private final List<Endpoint> endpoints;

  public OnlyConnectsTo(List<Endpoint> endpoints) {
    super(
        "onlyConnectsTo",
        "connect only to " + Wording.join(endpoints.stream().map(Endpoint::toString).toList()),
        "RFC 9293 s3.3.1",
        "a connection is named by its two endpoints");
    this.endpoints = endpoints;
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    Finding found = expecting(trace);
    List<Connection> others =
        trace.connections().stream().filter(c -> !endpoints.contains(c.server())).toList();
    return others.isEmpty()
        ? judgement.holds(found.but(Wording.count(trace.connections().size(), "connection")))
        : judgement.violatedByPresence(
            ConnectionLines.show(
                found.but(Wording.count(others.size(), "connection") + " went elsewhere"),
                others,
                ConnectionLines::segments));
  }
}
