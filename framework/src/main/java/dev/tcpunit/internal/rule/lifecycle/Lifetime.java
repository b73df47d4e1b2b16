package dev.tcpunit.internal.rule.lifecycle;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;
import java.util.Optional;

/** How far a connection has come in its life. */
final class Lifetime {
  private Lifetime() {}

  /** The handshake has come to an end, whichever. */
  static boolean isOpened(Connection connection) {
    Handshake.State state = connection.handshake().state();
    return state != Handshake.State.UNANSWERED && state != Handshake.State.INCOMPLETE;
  }

  /** Nothing more is to come. */
  static boolean isOver(Connection connection) {
    boolean closed =
        connection.clientToServer().finOffset().isPresent()
            && connection.serverToClient().finOffset().isPresent();
    return closed
        || connection.teardown().state() == Teardown.State.RESET
        || connection.handshake().state() == Handshake.State.UNANSWERED;
  }

  static Optional<String> tooSoon(Connection connection) {
    long last = connection.startNanos() + connection.durationNanos();
    return Doubt.unseen(connection.serverToClient())
        .or(() -> Doubt.tooSoon(connection.trace(), last, "the last segment"));
  }

  static String words(Connection connection) {
    return switch (connection.handshake().state()) {
      case COMPLETED -> "the handshake was completed";
      case UNANSWERED -> "the SYN was not answered";
      case REFUSED -> "the SYN was answered by RST: the server refused the connection";
      case INCOMPLETE -> "the handshake was not completed";
      case NOT_CAPTURED -> "it was there before the capture";
    };
  }
}
