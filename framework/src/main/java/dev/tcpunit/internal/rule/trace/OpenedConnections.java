package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.internal.verdict.Wording;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Trace;

/** Tells connections that were opened from attempts that were refused or not answered. */
final class OpenedConnections {
  private OpenedConnections() {}

  static boolean wasOpened(Connection connection) {
    Handshake.State state = connection.handshake().state();
    return state != Handshake.State.REFUSED && state != Handshake.State.UNANSWERED;
  }

  /** {@code 3 connections}, and how many attempts besides. */
  static String count(Trace trace) {
    long opened = trace.connections().stream().filter(OpenedConnections::wasOpened).count();
    long vain = trace.connections().size() - opened;
    return Wording.count(opened, "connection")
        + (vain > 0 ? ", and " + Wording.count(vain, "attempt") + " refused or not answered" : "");
  }

  /** Why nothing can be told if every attempt failed. */
  static String none(Trace trace) {
    return Wording.count(trace.connections().size(), "attempt")
        + " to connect, refused or not answered: no connection was opened";
  }
}
