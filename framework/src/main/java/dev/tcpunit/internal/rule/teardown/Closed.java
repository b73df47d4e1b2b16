package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.rule.Standstill;
import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;

/** How far a close has come: the conditions that rules wait for. */
final class Closed {
  private Closed() {}

  /** Nothing more is to come: the connection is closed, or never was open. */
  static boolean isOver(Connection connection) {
    Teardown.State state = connection.teardown().state();
    return state == Teardown.State.CLEAN
        || state == Teardown.State.RESET
        || connection.handshake().state() == Handshake.State.UNANSWERED;
  }

  /** Both sides have closed, or nothing more is to come. */
  static boolean isAnswered(Connection connection) {
    return isOver(connection)
        || connection.clientToServer().finOffset().isPresent()
            && connection.serverToClient().finOffset().isPresent();
  }

  /**
   * The connection at its end, if a side has begun to close: what comes until then is judged too.
   */
  static Connection toItsEnd(Connection connection, Patience patience) {
    return patience.await(
        connection, "its close to be complete", now -> !hasBegun(now) || isOver(now));
  }

  /** Why a close may have begun and is not in the capture, or not seen to be one. */
  static Optional<String> doubt(Connection connection) {
    return ResetStory.doubt(connection).or(() -> Doubt.unseenFin(connection));
  }

  /** That neither side closed, for how long that was watched, and whose turn it was. */
  static Finding byNobody(Finding expected, Connection connection) {
    Finding found =
        expected
            .but("nobody closed: there is neither FIN nor RST")
            .fact("evidence", Standstill.watched(connection) + " after the last segment");
    return new Standstill(connection).tellUnclosed(found);
  }

  /** The segments by which sides closed, or tried to. */
  static List<Segment> finsAndResets(Connection connection) {
    return connection.segments().stream()
        .filter(segment -> segment.has(TcpFlags.FIN) || segment.has(TcpFlags.RST))
        .toList();
  }

  /** A side has begun to close. */
  static boolean hasBegun(Connection connection) {
    return connection.teardown().first().isPresent()
        || connection.handshake().state() == Handshake.State.UNANSWERED;
  }
}
