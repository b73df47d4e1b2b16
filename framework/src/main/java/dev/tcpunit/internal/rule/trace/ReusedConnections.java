package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.message.Remedy;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.internal.message.trace.ShouldHaveSuchConnections;
import dev.tcpunit.internal.rule.Doubt;
import dev.tcpunit.internal.rule.Judgement;
import dev.tcpunit.internal.rule.Rule;
import dev.tcpunit.internal.rule.Verdict;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;

/** No connection was opened while an earlier one to the same server was free. */
public final class ReusedConnections implements Rule<Trace> {
  private final Judgement judgement = new Judgement(name());

  @Override
  public String name() {
    return "reusesConnections";
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public Verdict judge(Trace trace) {
    if (trace.connections().isEmpty()) {
      return SomeConnection.judge(trace, name(), "reuse its connections");
    }
    ShouldHaveSuchConnections message =
        new ShouldHaveSuchConnections(
            trace,
            "reuse its connections",
            SOURCE,
            "a connection stays open for further requests; a new one costs a round trip and starts"
                + " slowly");
    List<Connection> needless =
        trace.connections().stream().filter(c -> free(c).isPresent()).toList();
    if (!needless.isEmpty()) {
      return judgement.violatedByPresence(
          message
              .found(
                  Wording.count(needless.size(), "connection")
                      + " opened where an earlier one to the same server was free",
                  needless,
                  c -> free(c).map(ReusedConnections::words).orElse(""))
              .lookFor(Remedy.REUSE_CONNECTION));
    }
    boolean unknown =
        trace.connections().size() > 1
            && trace.connections().stream().anyMatch(c -> !c.keepsSegments());
    return unknown
        ? judgement.cannotTell(message.so("no connection followed another"), Doubt.NO_SEGMENTS)
        : judgement.holds(message.so(Wording.count(trace.connections().size(), "connection")));
  }

  /** An earlier connection between the same hosts that was closed, or idle after an answer. */
  private static Optional<Connection> free(Connection later) {
    return later.trace().connections().stream()
        .limit(later.index())
        .filter(c -> c.server().equals(later.server()))
        .filter(c -> c.client().address().equals(later.client().address()))
        .filter(c -> c.handshake().state() == Handshake.State.COMPLETED)
        .filter(c -> isFreeAt(c, later.startNanos()))
        .reduce((first, second) -> second);
  }

  private static boolean isFreeAt(Connection connection, long nanos) {
    Teardown.State state = connection.teardown().state();
    boolean closed = state == Teardown.State.CLEAN || state == Teardown.State.RESET;
    if (closed && connection.startNanos() + connection.durationNanos() < nanos) {
      return true;
    }
    return connection.segments().stream()
        .filter(s -> s.length() > 0 && s.timeNanos() < nanos)
        .reduce((first, second) -> second)
        .filter(last -> last.from() == Role.SERVER)
        .isPresent();
  }

  private static String words(Connection free) {
    return "instead of that from port " + free.client().port();
  }

  private static final String SOURCE = "RFC 9112 s9.3";
}
