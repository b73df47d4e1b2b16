package dev.tcpunit.report;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;

/** What the states of a connection do not say by themselves. */
final class Ending {
  private Ending() {}

  /** The client acknowledges something: there was an answer, though nobody captured it. */
  static boolean answerWasNotCaptured(Connection connection) {
    return connection.handshake().state() == Handshake.State.UNANSWERED
        && connection.serverToClient().acknowledgedTo().isPresent();
  }

  /** A RST that came after both sides had closed aborts nothing. */
  static boolean isCleanBeforeReset(Connection connection) {
    return connection.clientToServer().isFinAcknowledged()
        && connection.serverToClient().isFinAcknowledged();
  }

  /** SYN and SYN-ACK are there, and the third segment is not. */
  static boolean lacksThirdSegment(Connection connection) {
    return connection.handshake().state() == Handshake.State.INCOMPLETE
        && connection.clientToServer().initialSequenceNumber().isPresent()
        && connection.serverToClient().initialSequenceNumber().isPresent();
  }
}
