package dev.tcpunit.examples.clients;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.dynamics.Turn;
import dev.tcpunit.dynamics.Turns;
import dev.tcpunit.rule.RuleVerdict;
import dev.tcpunit.rule.RuleVerdict.Outcome;
import dev.tcpunit.rule.TcpRule;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** What the connections of a client say of it, as it saw them. */
final class Observation {
  private final Trace trace;
  private final List<Connection> connections;

  Observation(Trace trace) {
    this.trace = trace;
    connections = trace.connections().stream().map(Connection::atClient).toList();
  }

  int connections() {
    return connections.size();
  }

  int turns() {
    return (int) sum(connection -> Turns.of(connection).inOrder().size());
  }

  boolean waitsForContinue() {
    return sum(connection -> Turns.of(connection).continues()) > 0;
  }

  /** Payload that the client sent, repeats not counted. */
  long bytes() {
    return sum(connection -> connection.clientToServer().bytes());
  }

  private long sum(ToLongFunction<Connection> number) {
    return connections.stream().mapToLong(number).sum();
  }

  /** Whether two small segments were under way at once. */
  String tinygrams() {
    Set<Outcome> outcomes =
        TcpRule.of("client(hasNoTinygrams)").judge(trace).stream()
            .map(RuleVerdict::outcome)
            .collect(Collectors.toSet());
    if (outcomes.contains(Outcome.VIOLATED)) {
      return "some";
    }
    return outcomes.contains(Outcome.CANNOT_TELL) ? "cannot tell" : "none";
  }

  /** Each handshake takes one, and each answer that came before the client sent most. */
  long roundTripsBeforeImage() {
    Turn image =
        connections.stream()
            .flatMap(connection -> Turns.of(connection).inOrder().stream())
            .filter(turn -> turn.sender() == Role.CLIENT)
            .max(Comparator.comparingLong(Turn::bytes).thenComparing(Observation::earlier))
            .orElseThrow();
    long begin = image.first().timeNanos();
    long handshakes = connections.stream().filter(c -> c.startNanos() < begin).count();
    return handshakes + sum(connection -> answersBefore(begin, connection));
  }

  private static int earlier(Turn one, Turn other) {
    return Long.compare(other.first().timeNanos(), one.first().timeNanos());
  }

  private static long answersBefore(long nanos, Connection connection) {
    return Turns.of(connection).inOrder().stream()
        .filter(turn -> turn.sender() == Role.SERVER && turn.first().timeNanos() < nanos)
        .count();
  }

  /** Whether no connection is left, not even one whose other side may still close. */
  boolean isClosed() {
    return connections.stream().map(c -> c.teardown().state()).allMatch(Observation::isOver);
  }

  private static boolean isOver(Teardown.State state) {
    return state == Teardown.State.CLEAN || state == Teardown.State.RESET;
  }

  /** Who ended the connections, and how. */
  String close() {
    return connections.stream()
        .map(Observation::close)
        .collect(Collectors.toCollection(TreeSet::new))
        .stream()
        .collect(Collectors.joining("; "));
  }

  private static String close(Connection connection) {
    String who = connection.teardown().first().map(Role::word).orElse("nobody");
    return switch (connection.teardown().state()) {
      case CLEAN -> "FIN of the " + who;
      case RESET -> reset(connection);
      case HALF_CLOSED -> "only the " + who + " closes";
      case OPEN -> "stays open";
      case CANNOT_TELL -> "cannot tell";
    };
  }

  private static String reset(Connection connection) {
    Closing closing = Closing.of(connection);
    String who = closing.abort().map(rst -> rst.from().word()).orElse("path");
    boolean afterFin = !closing.resetsAfterFin().isEmpty();
    return "RST of the " + who + (afterFin ? " after FIN" : "");
  }

  /** Whether nothing is left of the connection that was opened first. */
  boolean isFirstClosed() {
    return isOver(connections.get(0).teardown().state());
  }

  /** Whether the client began to close it. */
  boolean isFirstClosedByClient() {
    return connections.get(0).teardown().first().filter(Role.CLIENT::equals).isPresent();
  }

  /** Whether a request went out on a connection that the server had closed. */
  boolean usedClosedConnection() {
    return connections.stream()
        .anyMatch(c -> !Closing.of(c).dataAfterPeerFin(Role.CLIENT).isEmpty());
  }
}
