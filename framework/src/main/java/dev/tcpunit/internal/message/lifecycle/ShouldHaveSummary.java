package dev.tcpunit.internal.message.lifecycle;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.List;

/** Messages of {@code hasConnectionState} and {@code hasHistory}. */
public final class ShouldHaveSummary {
  public static final String SOURCE = "Zeek conn.log";

  private final Connection connection;
  private final String expectation;

  private ShouldHaveSummary(Connection connection, String expectation) {
    this.connection = connection;
    this.expectation = expectation;
  }

  public static ShouldHaveSummary state(Connection connection, String state) {
    return new ShouldHaveSummary(connection, "have the connection state " + state);
  }

  public static ShouldHaveSummary history(Connection connection, String letters) {
    return new ShouldHaveSummary(connection, "have the history " + letters);
  }

  public Message was(String actual) {
    return message().but("it is " + actual);
  }

  public Message wasInstead(String actual) {
    List<Segment> controls =
        connection.segments().stream()
            .filter(s -> s.has(TcpFlags.SYN) || s.has(TcpFlags.FIN) || s.has(TcpFlags.RST))
            .toList();
    return message().but("it is " + actual).offenders(connection, controls);
  }

  private Message message() {
    return Message.expecting(connection, expectation)
        .rule(
            SOURCE, "conn_state and history name how a connection went; upper case is the client");
  }
}
