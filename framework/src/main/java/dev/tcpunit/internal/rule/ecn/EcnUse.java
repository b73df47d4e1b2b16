package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.net.EcnCodepoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;

/** How explicit congestion notification shows in segments (RFC 3168 sections 5 and 6.1.1). */
final class EcnUse {
  private EcnUse() {}

  static boolean isMarked(Segment segment) {
    return segment.ecn().filter(EcnCodepoint.CE::equals).isPresent();
  }

  /** In the handshake ECE means something else. */
  static boolean isEcho(Segment segment) {
    return segment.has(TcpFlags.ECE) && !segment.has(TcpFlags.SYN);
  }

  /** The SYN asks with ECE and CWR, the SYN-ACK agrees with ECE alone. */
  static boolean isNegotiated(Connection connection) {
    boolean asked = false;
    boolean agreed = false;
    for (Segment segment : connection.segments()) {
      if (segment.has(TcpFlags.SYN) && segment.from() == Role.CLIENT) {
        asked |= segment.has(TcpFlags.ECE | TcpFlags.CWR);
      } else if (segment.has(TcpFlags.SYN)) {
        agreed |= segment.has(TcpFlags.ECE) && !segment.has(TcpFlags.CWR);
      }
    }
    return asked && agreed;
  }
}
