package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.rule.FailedOpening;
import dev.tcpunit.internal.verdict.Finding;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.List;
import java.util.Optional;

/** How far a connection has come in its life, and the words of the rules that ask for it. */
final class Life {
  private final Connection connection;
  private final Finding finding;

  Life(Connection connection, Finding finding) {
    this.connection = connection;
    this.finding = finding;
  }

  /** Nothing more is to come: the connection was closed, or its SYN was never answered. */
  static boolean isOver(Connection connection) {
    boolean closed =
        connection.clientToServer().finOffset().isPresent()
            && connection.serverToClient().finOffset().isPresent();
    return closed
        || connection.teardown().state() == Teardown.State.RESET
        || connection.handshake().state() == Handshake.State.UNANSWERED;
  }

  /** The SYNs, FINs and RSTs of a connection. */
  static List<Segment> controls(Connection connection) {
    return connection.segments().stream()
        .filter(s -> s.has(TcpFlags.SYN) || s.has(TcpFlags.FIN) || s.has(TcpFlags.RST))
        .toList();
  }

  /** How the connection was opened, in words. */
  String opening() {
    return switch (connection.handshake().state()) {
      case COMPLETED -> "the handshake was completed";
      case UNANSWERED -> "the SYN was not answered";
      case REFUSED -> "the SYN was answered by RST: the server refused the connection";
      case INCOMPLETE -> "the handshake was not completed";
      case NOT_CAPTURED -> "it was there before the capture";
    };
  }

  Optional<String> doubtOfOpening() {
    return FailedOpening.doubt(connection, "the last segment");
  }

  Finding was(String expected) {
    return finding.but(expected);
  }

  Finding instead(String how) {
    List<Segment> controls = controls(connection);
    return finding
        .but(how)
        .offenders(
            connection,
            controls.isEmpty() ? connection.segments().stream().limit(1).toList() : controls);
  }

  Finding notOpened() {
    return FailedOpening.explain(instead(opening()), connection);
  }
}
