package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** No more connections than this were open at the same time. */
public final class ConcurrentConnections extends StatedRule<Trace> implements TimedRule {
  private final int most;

  public ConcurrentConnections(int most) {
    super(
        "hasAtMostConcurrentConnections",
        "have at most " + Wording.count(most, "connection") + " at a time",
        "RFC 9112 s9.4",
        "a client limits the number of connections that it holds open to a server");
    this.most = most;
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
    List<Connection> open = mostAtOnce(trace);
    String how = open.size() + " at the same time";
    return open.size() <= most
        ? judgement.holds(expecting(trace).but(how))
        : judgement.violatedByPresence(
            ConnectionLines.show(expecting(trace).but(how), open, ConcurrentConnections::note)
                .lookFor(Remedy.LIMIT_CONNECTIONS));
  }

  /** The largest set of connections that were open when one of them began, with that one. */
  private static List<Connection> mostAtOnce(Trace trace) {
    PriorityQueue<Connection> open =
        new PriorityQueue<>(Comparator.comparingLong(ConcurrentConnections::endOf));
    int most = 0;
    long when = 0;
    for (Connection connection : opened(trace)) {
      open.add(connection);
      while (!open.isEmpty() && endOf(open.element()) <= connection.startNanos()) {
        open.remove();
      }
      if (open.size() > most) {
        most = open.size();
        when = connection.startNanos();
      }
    }
    long then = when;
    return opened(trace).stream().filter(c -> isOpenAt(c, then)).toList();
  }

  private static List<Connection> opened(Trace trace) {
    return trace.connections().stream()
        .filter(OpenedConnections::wasOpened)
        .sorted(Comparator.comparingLong(Connection::startNanos))
        .toList();
  }

  private static boolean isOpenAt(Connection connection, long nanos) {
    return connection.startNanos() <= nanos && nanos < endOf(connection);
  }

  /** A connection that was not closed is open as long as the capture watched. */
  private static long endOf(Connection connection) {
    Teardown.State state = connection.teardown().state();
    boolean closed = state == Teardown.State.CLEAN || state == Teardown.State.RESET;
    return closed ? connection.endNanos() : connection.trace().endNanos() + 1;
  }

  private static String note(Connection connection) {
    return "open for " + Wording.time(endOf(connection) - connection.startNanos());
  }
}
