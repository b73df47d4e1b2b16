package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Trace;
import java.util.Comparator;
import java.util.List;

/** No server was tried more often than so until it took a connection. */
public record ConnectAttempts(int most) implements Rule<Trace> {
  @Override
  public String name() {
    return "hasAtMostConnectAttempts";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.10.1";
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    Judgement judgement = new Judgement(name());
    AttemptRun longest =
        AttemptRun.all(trace).stream()
            .max(Comparator.comparingInt(run -> run.attempts().size()))
            .orElse(new AttemptRun(List.of()));
    int attempts = longest.attempts().size();
    Finding found =
        Finding.expecting(trace, expectation())
            .rule(source(), "a connection that could not be opened is the application's to retry")
            .but(Wording.count(attempts, "attempt") + " to connect came one after the other");
    return attempts <= most
        ? judgement.holds(found)
        : judgement.violatedByAbsence(
            ConnectionLines.show(found, longest.attempts(), AttemptRun::outcome)
                .lookFor(Remedy.BACK_OFF)
                .lookFor(Remedy.START_SERVER_FIRST));
  }

  private String expectation() {
    return "try no server more often than " + Wording.times(most) + " until it takes a connection";
  }
}
