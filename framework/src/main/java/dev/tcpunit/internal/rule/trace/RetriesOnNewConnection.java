package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.dynamics.GivingUp;
import dev.tcpunit.dynamics.Turn;
import dev.tcpunit.dynamics.Turns;
import dev.tcpunit.internal.verdict.Doubt;
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
    int before = captured.connections().size();
    Trace trace =
        unretried(captured).isEmpty()
            ? captured
            : patience.await(captured, "a retry", t -> t.connections().size() > before);
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
        ? judgement.holds(
            expecting(trace)
                .but(Wording.count(broken.size(), "connection") + " broke, and another followed"))
        : judgement.violatedByAbsence(
            ConnectionLines.show(
                    expecting(trace)
                        .but(
                            Wording.count(left.size(), "connection")
                                + " broke before an answer, and none to the same server followed"),
                    left,
                    RetriesOnNewConnection::howItBroke)
                .lookFor(Remedy.RETRY));
  }

  private static List<Connection> unretried(Trace trace) {
    return trace.connections().stream()
        .filter(Connection::keepsSegments)
        .filter(
            broken ->
                unanswered(broken)
                    .filter(
                        turn ->
                            trace.connections().stream().noneMatch(c -> follows(c, broken, turn)))
                    .isPresent())
        .toList();
  }

  private static boolean follows(Connection later, Connection broken, Turn request) {
    return later.startNanos() > request.first().timeNanos()
        && later.server().equals(broken.server())
        && later.client().address().equals(broken.client().address())
        && later.clientToServer().bytes() > 0;
  }

  /** What the client sent last on a connection that broke with no answer to it. */
  private static Optional<Turn> unanswered(Connection connection) {
    List<Turn> turns = Turns.of(connection).inOrder();
    boolean asked = !turns.isEmpty() && turns.get(turns.size() - 1).sender() == Role.CLIENT;
    return asked && (reset(connection).isPresent() || givenUp(connection).isPresent())
        ? Optional.of(turns.get(turns.size() - 1))
        : Optional.empty();
  }

  private static Optional<Segment> reset(Connection connection) {
    return Closing.of(connection.seenBy(Role.CLIENT))
        .reset()
        .filter(rst -> rst.from() == Role.SERVER);
  }

  private static Optional<GivingUp> givenUp(Connection connection) {
    return GivingUp.of(connection).stream()
        .filter(wait -> wait.side() == Role.CLIENT && wait.how() != GivingUp.How.NOT_YET)
        .findFirst();
  }

  private static String howItBroke(Connection connection) {
    return reset(connection).isPresent()
        ? "reset by the server"
        : "given up after "
            + givenUp(connection).map(wait -> Wording.time(wait.nanos())).orElseThrow();
  }
}
