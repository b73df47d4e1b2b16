package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.net.EcnCodepoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Segment;

/** How explicit congestion notification shows in segments (RFC 3168 sections 5 and 6.1.1). */
final class EcnUse {
  private EcnUse() {}

  static boolean isMarked(Segment segment) {
    return segment.ecn().filter(EcnCodepoint.CE::equals).isPresent();
  }

  /** In classic ECN; in the handshake ECE means something else. */
  static boolean isEcho(Segment segment) {
    return segment.has(TcpFlags.ECE) && !segment.has(TcpFlags.SYN);
  }
}
