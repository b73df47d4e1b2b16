package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Wording;
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

  public Finding so(String how) {
    return message().but(how);
  }

  /** Another way than expected. */
  public Finding otherwise(String how) {
    List<Segment> closing =
        connection.segments().stream()
            .filter(s -> s.has(TcpFlags.FIN) || s.has(TcpFlags.RST))
            .toList();
    Finding message = message().but(how).timedOffenders(connection, closing, s -> "");
    return message;
  }

  public Finding notClosed() {
    Finding message =
        message()
            .but("nobody closed: there is neither FIN nor RST")
            .fact("evidence", "the capture watched " + watched() + " after the last segment");
    return new Standstill(connection).tellUnclosed(message);
  }

  private String watched() {
    long end = connection.startNanos() + connection.durationNanos();
    return Wording.time(connection.trace().endNanos() - end);
  }

  private Finding message() {
    return Finding.expecting(connection, expectation)
        .rule(SOURCE, "each side closes its own direction by FIN, in its own time");
  }
}
