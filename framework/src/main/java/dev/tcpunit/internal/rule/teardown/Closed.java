package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.internal.verdict.Patience;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;

/** How far a close has come: what rules wait for. */
final class Closed {
  private Closed() {}

  /** Nothing more is to come: it is closed, or never was open. */
  static boolean isOver(Connection connection) {
    Teardown.State state = connection.teardown().state();
    return state == Teardown.State.CLEAN
        || state == Teardown.State.RESET
        || connection.handshake().state() == Handshake.State.UNANSWERED;
  }

  /** As it is at its end, if a side has begun to close: what comes until then is judged too. */
  static Connection toItsEnd(Connection connection, Patience patience) {
    return patience.await(
        connection, "its close to be complete", now -> !hasBegun(now) || isOver(now));
  }

  /** A side has begun to close. */
  static boolean hasBegun(Connection connection) {
    return connection.teardown().first().isPresent()
        || connection.handshake().state() == Handshake.State.UNANSWERED;
  }
}
