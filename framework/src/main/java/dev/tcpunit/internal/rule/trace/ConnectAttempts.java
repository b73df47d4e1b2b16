package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** No server was tried more often than so until it took a connection. */
public final class ConnectAttempts extends StatedRule<Trace> {
  private final int most;

  public ConnectAttempts(int most) {
    super(
        "hasAtMostConnectAttempts",
        "try no server more often than " + Wording.times(most) + " until it takes a connection",
        "RFC 9293 s3.10.1",
        "a connection that could not be opened is the application's to retry");
    this.most = most;
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), expectation());
    }
    AttemptRun longest =
        AttemptRun.all(trace).stream()
            .max(Comparator.comparingInt(run -> run.attempts().size()))
            .orElse(new AttemptRun(List.of()));
    int attempts = longest.attempts().size();
    Finding found =
        expecting(trace)
            .but(Wording.count(attempts, "attempt") + " to connect came one after the other");
    return attempts <= most
        ? judgement.holds(found, doubt(trace))
        : judgement.violatedByAbsence(
            ConnectionLines.show(found, longest.attempts(), AttemptRun::outcome)
                .lookFor(Remedy.BACK_OFF)
                .lookFor(Remedy.START_SERVER_FIRST),
            doubt(trace));
  }

  /** A door takes every connection; without the server's segments each looks not answered. */
  private static Optional<String> doubt(Trace trace) {
    return trace.connections().stream()
        .filter(connection -> connection.door().filter(Role.SERVER::equals).isPresent())
        .findFirst()
        .map(
            connection -> "the server is behind a door, which takes a connection before the server")
        .or(
            () ->
                trace.connections().stream()
                    .flatMap(connection -> Doubt.unseen(connection.serverToClient()).stream())
                    .findFirst());
  }
}
