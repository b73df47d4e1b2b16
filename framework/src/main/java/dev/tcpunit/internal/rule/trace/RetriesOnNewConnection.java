package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.dynamics.GivingUp;
import dev.tcpunit.dynamics.Turn;
import dev.tcpunit.dynamics.Turns;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.internal.verdict.Remedy;
import dev.tcpunit.internal.verdict.StatedRule;
import dev.tcpunit.internal.verdict.TimedRule;
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Trace;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** After a connection that broke before its last request was answered, another was opened. */
public final class RetriesOnNewConnection extends StatedRule<Trace>
    implements WaitingRule<Trace>, TimedRule {
  /** Bytes; of a protected record with one, by whatever cipher. */
  private static final long LARGEST_ALERT = 53;

  public RetriesOnNewConnection() {
    super(
        "retriesOnNewConnection",
        "retry on a new connection",
        "RFC 9112 s9.3.1",
        "a client may retry a request that may be repeated, on a new connection");
  }

  @Override
  public Verdict judge(Trace captured, Patience patience) {
    if (captured.connections().isEmpty()) {
      return SomeConnection.judge(captured, name(), expectation());
    }
    Trace trace = patience.await(captured, "a retry", t -> unretried(t, broken(t)).isEmpty());
    if (trace.connections().stream().anyMatch(c -> !c.keepsSegments())) {
      return judgement.cannotTell(expecting(trace), Doubt.NO_SEGMENTS);
    }
    List<Broken> broken = broken(trace);
    if (broken.isEmpty()) {
      return judgement.cannotTell(
          expecting(trace), "no connection broke before its last request was answered");
    }
    List<Broken> left = unretried(trace, broken);
    return left.isEmpty()
        ? allFollowed(trace, broken)
        : judgement.violatedByAbsence(tell(trace, left));
  }

  /** One that follows two is a retry of one of them. */
  private Verdict allFollowed(Trace trace, List<Broken> broken) {
    String which = Wording.count(broken.size(), "connection") + " broke";
    long followers =
        trace.connections().stream()
            .filter(c -> broken.stream().anyMatch(b -> b.isFollowedBy(c)))
            .count();
    return followers < broken.size()
        ? judgement.cannotTell(
            expecting(trace),
            "%s, and %d followed: the packets do not tell which of them was tried again"
                .formatted(which, followers))
        : judgement.holds(expecting(trace).but(which + ", and another followed"));
  }

  private Finding tell(Trace trace, List<Broken> left) {
    String which = Wording.count(left.size(), "connection");
    Map<Connection, String> how = new LinkedHashMap<>();
    left.forEach(broken -> how.put(broken.connection(), broken.how()));
    return ConnectionLines.show(
            expecting(trace)
                .but(which + " broke before an answer, and none to the same server followed"),
            List.copyOf(how.keySet()),
            how::get)
        .lookFor(Remedy.RETRY);
  }

  private static List<Broken> broken(Trace trace) {
    return trace.connections().stream()
        .filter(Connection::keepsSegments)
        .flatMap(connection -> Broken.find(connection).stream())
        .toList();
  }

  private static List<Broken> unretried(Trace trace, List<Broken> broken) {
    return broken.stream()
        .filter(each -> trace.connections().stream().noneMatch(each::isFollowedBy))
        .toList();
  }

  /** A connection that broke with no answer to what the client had sent last. */
  private record Broken(Connection connection, long nanos, String how) {
    static Optional<Broken> find(Connection connection) {
      List<Turn> turns = Turns.of(connection).inOrder();
      if (turns.isEmpty()) {
        return Optional.empty();
      }
      Turn last = turns.get(turns.size() - 1);
      Closing closing = Closing.of(connection.seenBy(Role.CLIENT));
      return last.sender() == Role.CLIENT && !mayBeFarewell(closing, last)
          ? reset(connection, closing).or(() -> givenUp(connection, last))
          : Optional.empty();
    }

    /** A TLS client answers the end of the server's side with an alert (RFC 8446 section 6.1). */
    private static boolean mayBeFarewell(Closing closing, Turn last) {
      return last.bytes() <= LARGEST_ALERT
          && closing
              .fin(Role.SERVER)
              .filter(end -> end.timeNanos() < last.first().timeNanos())
              .isPresent();
    }

    private static Optional<Broken> reset(Connection connection, Closing closing) {
      return closing
          .reset()
          .filter(rst -> rst.from() == Role.SERVER)
          .map(rst -> new Broken(connection, rst.timeNanos(), "reset by the server"));
    }

    /** A client that gives up may open the next before it closes the one that broke. */
    private static Optional<Broken> givenUp(Connection connection, Turn request) {
      return GivingUp.of(connection).stream()
          .filter(wait -> wait.side() == Role.CLIENT && wait.how() != GivingUp.How.NOT_YET)
          .filter(
              wait ->
                  wait.how() != GivingUp.How.SILENCE
                      || Doubt.notBesideSender(connection.clientToServer()).isEmpty())
          .findFirst()
          .map(wait -> "given up after " + Wording.time(wait.nanos()))
          .map(how -> new Broken(connection, request.first().timeNanos(), how));
    }

    boolean isFollowedBy(Connection later) {
      return later.startNanos() > nanos
          && later.server().equals(connection.server())
          && later.client().address().equals(connection.client().address())
          && later.clientToServer().bytes() > 0;
    }
  }
}
