package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.trace.Connection;

/** What SYN and SYN-ACK offer, where both were captured. */
final class Offers {
  static final String NOT_CAPTURED = "not both SYN and SYN-ACK were captured: " + Doubt.FROM_START;

  private Offers() {}

  static boolean areCaptured(Connection connection) {
    return connection.clientToServer().asReceived().synOptions().isPresent()
        && connection.serverToClient().asReceived().synOptions().isPresent();
  }
}
