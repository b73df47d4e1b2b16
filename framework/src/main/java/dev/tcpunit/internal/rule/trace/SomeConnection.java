package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.IgnoredFrames;
import dev.tcpunit.trace.Trace;

/** The trace has at least one connection; an assertion over none would hold vacuously. */
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
    Finding message = none(trace, expectation);
    return trace.connections().isEmpty()
        ? judgement.cannotTell(message, "no connection was captured")
        : judgement.holds(message);
  }

  /** Says what was captured in place of connections. */
  private static Finding none(Trace trace, String expectation) {
    IgnoredFrames ignored = trace.ignored();
    return Finding.expecting(trace, expectation)
        .fact(
            "captured",
            "%s: %d not TCP, %d malformed, %d fragments, %d cut by the snap length, %d tunnelled"
                .formatted(
                    Wording.count(trace.packets(), "packet"),
                    ignored.notTcp(),
                    ignored.malformed(),
                    ignored.fragment(),
                    ignored.truncated(),
                    ignored.tunnel()));
  }
}
