package dev.tcpunit.internal.message.teardown;

import dev.tcpunit.internal.message.Message;
import dev.tcpunit.internal.message.Standstill;
import dev.tcpunit.internal.message.Wording;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;

/**
 * Messages of {@code wasClosedFirstBy}, {@code wasClosedSimultaneously} and {@code
 * wasHalfClosedBy}.
 */
public final class ShouldBeClosed {
  public static final String SOURCE = "RFC 9293 s3.6";

  private final Connection connection;
  private final String expectation;

  private ShouldBeClosed(Connection connection, String expectation) {
    this.connection = connection;
    this.expectation = expectation;
  }

  public static ShouldBeClosed firstBy(Connection connection, Role side) {
    return new ShouldBeClosed(connection, "be closed first by the " + Wording.side(side));
  }

  public static ShouldBeClosed simultaneously(Connection connection) {
    return new ShouldBeClosed(connection, "be closed by both sides at the same time");
  }

  public static ShouldBeClosed halfBy(Connection connection, Role side) {
    return new ShouldBeClosed(connection, "be half-closed by the " + Wording.side(side));
  }

  public Message so(String how) {
    return message().but(how);
  }

  /** Another way than expected. */
  public Message otherwise(String how) {
    List<Segment> closing =
        connection.segments().stream()
            .filter(s -> s.has(TcpFlags.FIN) || s.has(TcpFlags.RST))
            .toList();
    Message message = message().but(how).timedOffenders(connection, closing, s -> "");
    return message;
  }

  public Message notClosed() {
    Message message =
        message()
            .but("nobody closed: there is neither FIN nor RST")
            .fact("evidence", "the capture watched " + watched() + " after the last segment");
    return new Standstill(connection).tellUnclosed(message);
  }

  private String watched() {
    long end = connection.startNanos() + connection.durationNanos();
    return Wording.time(connection.trace().endNanos() - end);
  }

  private Message message() {
    return Message.expecting(connection, expectation)
        .rule(SOURCE, "each side closes its own direction by FIN, in its own time");
  }
}
