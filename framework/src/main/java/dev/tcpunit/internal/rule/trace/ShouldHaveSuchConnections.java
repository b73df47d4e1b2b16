package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.function.Function;

/** Messages of the assertions on the connections of a trace among each other. */
public final class ShouldHaveSuchConnections {
  private static final int MOST_CONNECTIONS = 10;

  private final Trace trace;
  private final String expectation;
  private final String source;
  private final String words;

  public ShouldHaveSuchConnections(Trace trace, String expectation, String source, String words) {
    this.trace = trace;
    this.expectation = expectation;
    this.source = source;
    this.words = words;
  }

  public Finding so(String how) {
    return message().but(how);
  }

  /** With the connections that break the rule, each with what is to be said of it. */
  public Finding found(
      String statement, List<Connection> connections, Function<Connection, String> note) {
    Finding message = message().but(statement);
    connections.stream().limit(MOST_CONNECTIONS).forEach(c -> message.line(line(c, note.apply(c))));
    return message.more(connections.size() - MOST_CONNECTIONS);
  }

  private String line(Connection connection, String note) {
    return "%s, %s after the start: %s"
        .formatted(connection, Wording.time(connection.startNanos() - trace.startNanos()), note);
  }

  private Finding message() {
    return Finding.expecting(trace, expectation).rule(source, words);
  }
}
