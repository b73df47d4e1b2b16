package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.rule.HalfOpen;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;

/** No connection was left open, by both sides or by one. A trace without connections keeps it. */
public final class NoOpenConnections extends StatedRule<Trace> implements WaitingRule<Trace> {
  private static final int MOST_CONNECTIONS = 8;

  public NoOpenConnections() {
    super(
        "hasNoOpenConnections",
        "leave no connection open",
        "RFC 9293 s3.6",
        "a connection is closed once both sides have closed");
  }

  @Override
  public Verdict judge(Trace captured, Patience patience) {
    Trace trace =
        patience.await(
            captured,
            "its connections to be closed",
            t -> t.connections().stream().allMatch(NoOpenConnections::isOver));
    List<Connection> open = in(trace);
    Finding found = expecting(trace);
    if (open.isEmpty()) {
      return judgement.holds(
          found.but(Wording.count(trace.connections().size(), "connection") + ", each closed"));
    }
    return judgement.violatedByAbsence(
        tell(found, trace, open), open.stream().flatMap(c -> doubt(c).stream()).findFirst());
  }

  /** The connections that were open, or half closed, when the trace was taken. */
  public static List<Connection> in(Trace trace) {
    return trace.connections().stream().filter(c -> !isOver(c)).toList();
  }

  /** Closed, or never opened. */
  private static boolean isOver(Connection connection) {
    Teardown.State end = connection.teardown().state();
    Handshake.State begin = connection.handshake().state();
    return end == Teardown.State.CLEAN
        || end == Teardown.State.RESET
        || begin == Handshake.State.UNANSWERED
            && Doubt.unseen(connection.serverToClient()).isEmpty()
        || begin == Handshake.State.REFUSED;
  }

  private static Optional<String> doubt(Connection connection) {
    return connection.teardown().state() == Teardown.State.CANNOT_TELL
        ? Optional.of("the capture does not show how a connection ended")
        : Doubt.unseenFin(connection);
  }

  private static Finding tell(Finding found, Trace trace, List<Connection> open) {
    found.but(
        "%s not closed %s after the last of its segments"
            .formatted(
                open.size() == 1 ? "1 connection was" : open.size() + " connections were",
                Wording.time(trace.endNanos() - open.get(0).endNanos())));
    open.stream()
        .limit(MOST_CONNECTIONS)
        .forEach(c -> found.line(c + ", " + ConnectionLines.start(c) + ":").line("  " + state(c)));
    found.more(open.size() - MOST_CONNECTIONS);
    return open.get(0).teardown().first().isPresent()
        ? HalfOpen.tell(found, open.get(0))
        : found.lookFor(Remedy.CLOSE);
  }

  private static String state(Connection connection) {
    Optional<Role> closer = connection.teardown().first();
    return closer.isPresent()
        ? "the %s has closed, and the %s has not (CLOSE-WAIT)"
            .formatted(Wording.side(closer.get()), Wording.side(closer.get().peer()))
        : "neither side has closed";
  }
}
