package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import java.util.List;
import java.util.function.Function;

/** Shows connections of a trace in a finding, one a line. */
final class ConnectionLines {
  private static final int MOST_CONNECTIONS = 10;

  private ConnectionLines() {}

  /** Shows the first connections, each with when it began and what there is to say of it. */
  static Finding show(
      Finding found, List<Connection> connections, Function<Connection, String> note) {
    connections.stream()
        .limit(MOST_CONNECTIONS)
        .forEach(c -> found.line("%s, %s: %s".formatted(c, start(c), note.apply(c))));
    return found.more(connections.size() - MOST_CONNECTIONS);
  }

  /** {@code 12.000 ms after the start}. */
  static String start(Connection connection) {
    return Wording.time(connection.startNanos() - connection.trace().startNanos())
        + " after the start";
  }

  /** {@code 12 segments}. */
  static String segments(Connection connection) {
    return Wording.count(connection.segmentCount(), "segment");
  }
}
