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
import dev.tcpunit.internal.verdict.Verdict;
import dev.tcpunit.internal.verdict.WaitingRule;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.Optional;

/** After a connection that broke before its last request was answered, another was opened. */
public final class RetriesOnNewConnection extends StatedRule<Trace> implements WaitingRule<Trace> {
  private static final String EXPECTATION = "retry on a new connection";

  /** Bytes; of a protected record with one, by whatever cipher. */
  private static final long LARGEST_ALERT = 53;

  public RetriesOnNewConnection() {
    super(
        "retriesOnNewConnection",
        EXPECTATION,
        "RFC 9112 s9.3.1",
        "a client may retry a request that may be repeated, on a new connection");
  }

  @Override
  public Verdict judge(Trace captured, Patience patience) {
    if (captured.connections().isEmpty()) {
      return SomeConnection.judge(captured, name(), EXPECTATION);
    }
    Trace trace =
        unretried(captured).isEmpty()
            ? captured
            : patience.await(captured, "a retry", t -> unretried(t).isEmpty());
    if (trace.connections().stream().anyMatch(c -> !c.keepsSegments())) {
      return judgement.cannotTell(expecting(trace), Doubt.NO_SEGMENTS);
    }
    List<Connection> broken =
        trace.connections().stream().filter(c -> unanswered(c).isPresent()).toList();
    if (broken.isEmpty()) {
      return judgement.cannotTell(
          expecting(trace), "no connection broke before its last request was answered");
    }
    List<Connection> left = unretried(trace);
    return left.isEmpty()
        ? allFollowed(trace, broken)
        : judgement.violatedByAbsence(tell(trace, left));
  }

  /** One that follows two is a retry of one of them. */
  private Verdict allFollowed(Trace trace, List<Connection> broken) {
    String which = Wording.count(broken.size(), "connection") + " broke";
    long followers =
        trace.connections().stream()
            .filter(c -> broken.stream().anyMatch(b -> follows(c, b)))
            .count();
    return followers < broken.size()
        ? judgement.cannotTell(
            expecting(trace),
            "%s, and %d followed: the packets do not tell which of them was tried again"
                .formatted(which, followers))
        : judgement.holds(expecting(trace).but(which + ", and another followed"));
  }

  private Finding tell(Trace trace, List<Connection> left) {
    String which = Wording.count(left.size(), "connection");
    return ConnectionLines.show(
            expecting(trace)
                .but(which + " broke before an answer, and none to the same server followed"),
            left,
            RetriesOnNewConnection::howItBroke)
        .lookFor(Remedy.RETRY);
  }

  private static List<Connection> unretried(Trace trace) {
    return trace.connections().stream()
        .filter(Connection::keepsSegments)
        .filter(broken -> unanswered(broken).isPresent())
        .filter(broken -> trace.connections().stream().noneMatch(c -> follows(c, broken)))
        .toList();
  }

  /** A client that gives up may open the next before it closes the one that broke. */
  private static boolean follows(Connection later, Connection broken) {
    long brokenNanos =
        reset(broken)
            .map(Segment::timeNanos)
            .orElseGet(() -> unanswered(broken).orElseThrow().first().timeNanos());
    return later.startNanos() > brokenNanos
        && later.server().equals(broken.server())
        && later.client().address().equals(broken.client().address())
        && later.clientToServer().bytes() > 0;
  }

  /** What the client sent last on a connection that broke with no answer to it. */
  private static Optional<Turn> unanswered(Connection connection) {
    List<Turn> turns = Turns.of(connection).inOrder();
    boolean asked = !turns.isEmpty() && turns.get(turns.size() - 1).sender() == Role.CLIENT;
    if (!asked || mayBeFarewell(connection, turns.get(turns.size() - 1))) {
      return Optional.empty();
    }
    return (reset(connection).isPresent() || givenUp(connection).isPresent())
        ? Optional.of(turns.get(turns.size() - 1))
        : Optional.empty();
  }

  /** A TLS client answers the end of the server's side with an alert (RFC 8446 section 6.1). */
  private static boolean mayBeFarewell(Connection connection, Turn last) {
    Optional<Segment> fin = Closing.of(connection.seenBy(Role.CLIENT)).fin(Role.SERVER);
    return last.bytes() <= LARGEST_ALERT
        && fin.filter(end -> end.timeNanos() < last.first().timeNanos()).isPresent();
  }

  private static Optional<Segment> reset(Connection connection) {
    return Closing.of(connection.seenBy(Role.CLIENT))
        .reset()
        .filter(rst -> rst.from() == Role.SERVER);
  }

  private static Optional<GivingUp> givenUp(Connection connection) {
    return GivingUp.of(connection).stream()
        .filter(wait -> wait.side() == Role.CLIENT && wait.how() != GivingUp.How.NOT_YET)
        .filter(
            wait ->
                wait.how() != GivingUp.How.SILENCE
                    || Doubt.notBesideSender(connection.clientToServer()).isEmpty())
        .findFirst();
  }

  private static String howItBroke(Connection connection) {
    return reset(connection).isPresent()
        ? "reset by the server"
        : "given up after "
            + givenUp(connection).map(wait -> Wording.time(wait.nanos())).orElseThrow();
  }
}
