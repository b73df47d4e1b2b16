package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** Every connection goes to one of these servers. */
public record OnlyConnectsTo(List<Endpoint> endpoints) implements Rule<Trace> {
  @Override
  public String name() {
    return "onlyConnectsTo";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.3.1";
  }

  @Override
  public Verdict judge(Trace trace) {
    Judgement judgement = new Judgement(name());
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    Finding found =
        Finding.expecting(trace, expectation())
            .rule(source(), "a connection is named by its two endpoints");
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

  private String expectation() {
    return "connect only to " + Wording.join(endpoints.stream().map(Endpoint::toString).toList());
  }
}
