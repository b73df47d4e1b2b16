package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.trace.Connection;

/** Whether a side sent RST, known where no segments are kept too. */
final class ResetsSent {
  private ResetsSent() {}

  static boolean in(Connection connection) {
    return connection.clientToServer().hasSentReset() || connection.serverToClient().hasSentReset();
  }
}
