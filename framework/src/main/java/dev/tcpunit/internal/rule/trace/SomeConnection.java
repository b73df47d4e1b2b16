package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.trace.Trace;

/** There is something to judge at all: what is said of no connection says nothing. */
public final class SomeConnection implements Rule<Trace> {
  @Override
  public String name() {
    return "allConnections";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.3.1";
  }

  @Override
  public Verdict judge(Trace trace) {
    return judge(trace, name(), "have connections");
  }

  static Verdict judge(Trace trace, String rule, String expectation) {
    Judgement judgement = new Judgement(rule);
    Finding message = ShouldHaveConnections.none(trace, expectation);
    return trace.connections().isEmpty()
        ? judgement.cannotTell(message, "no connection was captured")
        : judgement.holds(message);
  }
}
