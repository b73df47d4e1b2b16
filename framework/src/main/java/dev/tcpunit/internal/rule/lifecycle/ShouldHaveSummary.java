package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.ConnectionState;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasConnectionState} and {@code hasHistory}. */
public final class ShouldHaveSummary {
  public static final String SOURCE = "Zeek conn.log";

  private final Connection connection;
  private final String expectation;
  private final String rule;

  private ShouldHaveSummary(Connection connection, String expectation, String rule) {
    this.connection = connection;
    this.expectation = expectation;
    this.rule = rule;
  }

  public static ShouldHaveSummary state(Connection connection, ConnectionState state) {
    return new ShouldHaveSummary(
        connection,
        "have the connection state " + state,
        "conn_state names how a connection began and ended");
  }

  public static ShouldHaveSummary history(Connection connection, String letters) {
    return new ShouldHaveSummary(
        connection,
        "have the history " + letters,
        "S is a SYN, H a SYN-ACK, A an ACK, D data, F a FIN, R a RST; upper case is the client");
  }

  public Finding was(String actual) {
    return message().but("it is " + actual);
  }

  /** It is in this state, and what both stand for. */
  public Finding wasInstead(ConnectionState actual, ConnectionState expected) {
    return wasInstead(actual.name())
        .fact(actual.name(), StateWords.of(actual))
        .fact(expected.name(), StateWords.of(expected));
  }

  public Finding wasInstead(String actual) {
    List<Segment> controls =
        connection.segments().stream()
            .filter(s -> s.has(TcpFlags.SYN) || s.has(TcpFlags.FIN) || s.has(TcpFlags.RST))
            .toList();
    return message().but("it is " + actual).offenders(connection, controls);
  }

  private Finding message() {
    return Finding.expecting(connection, expectation).rule(SOURCE, rule);
  }
}
