package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Trace;
import java.util.List;

/** No connection was opened while an earlier one to the same server was free. */
public final class ReusedConnections extends StatedRule<Trace> implements TimedRule {
  public ReusedConnections() {
    super(
        "reusesConnections",
        "reuse its connections",
        "RFC 9112 s9.3",
        "a connection stays open for further requests; a new one costs a round trip and starts"
            + " slowly");
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    if (trace.connections().stream().noneMatch(OpenedConnections::wasOpened)) {
      return judgement.cannotTell(
          expecting(trace).lookFor(Remedy.START_SERVER_FIRST), OpenedConnections.none(trace));
    }
    NeedlessConnections needless = NeedlessConnections.of(trace);
    if (!needless.isEmpty()) {
      return judgement.violatedByPresence(
          needless.explain(
              ConnectionLines.show(
                  expecting(trace)
                      .but(
                          Wording.count(needless.opened().size(), "connection")
                              + " opened where an earlier one to the same server could have been"
                              + " used"),
                  needless.opened(),
                  c -> "instead of that from port " + needless.insteadOf(c).client().port())));
    }
    if (needless.doubtful().isPresent()) {
      return judgement.cannotTell(
          ConnectionLines.show(
              expecting(trace)
                  .but("1 connection opened where the answer on an earlier one had only begun"),
              List.of(needless.doubtful().get()),
              ConnectionLines::segments),
          "the head of that answer had come, and of its body nothing: to HEAD there is no more");
    }
    boolean unknown =
        trace.connections().size() > 1
            && trace.connections().stream().anyMatch(c -> !c.keepsSegments());
    return unknown
        ? judgement.cannotTell(
            expecting(trace).but("no connection followed another"), Doubt.NO_SEGMENTS)
        : judgement.holds(expecting(trace).but(OpenedConnections.count(trace)));
  }
}
