package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Judgement;
import dev.tcpunit.internal.verdict.Rule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The trace has exactly so many connections, or exactly so many to one port. */
public record ConnectionCount(int expected, OptionalInt port) implements Rule<Trace> {
  public ConnectionCount(int expected) {
    this(expected, OptionalInt.empty());
  }

  @Override
  public String name() {
    return "hasConnectionCount";
  }

  @Override
  public String source() {
    return "RFC 9293 s3.3.1";
  }

  @Override
  public Verdict judge(Trace trace) {
    Judgement judgement = new Judgement(name());
    List<Connection> found =
        port.isPresent() ? trace.connectionsTo(port.getAsInt()) : trace.connections();
    int actual = found.size();
    String expectation =
        "have "
            + Wording.count(expected, "connection")
            + (port.isPresent() ? " to port " + port.getAsInt() : "");
    Finding message =
        ShouldHaveConnections.count(trace, expectation, actual)
            .rule(source(), "a connection is named by its two endpoints")
            .compare(expected, actual);
    if (actual == expected) {
      return judgement.holds(message);
    }
    return actual > expected
        ? judgement.violatedByPresence(ShouldHaveConnections.tooMany(message, inVain(found)))
        : judgement.violatedByAbsence(message, Optional.empty());
  }

  /** What is refused cannot be reused; none where too many were opened anyway. */
  private List<Connection> inVain(List<Connection> found) {
    List<Connection> vain =
        found.stream().filter(connection -> !OpenedConnections.wasOpened(connection)).toList();
    return found.size() - vain.size() > expected ? List.of() : vain;
  }
}
