package dev.tcpunit.internal.rule.handshake;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** The segments that open a connection. */
public final class HandshakeSegments {
  private HandshakeSegments() {}

  /** SYN and SYN-ACK, each as often as it was sent. */
  public static List<Segment> syns(Connection connection) {
    return connection.segments().stream().filter(s -> s.has(TcpFlags.SYN)).toList();
  }

  /** The segment of the client that acknowledges the SYN-ACK: from it on it is established. */
  public static Optional<Segment> last(Connection connection) {
    return connection.segments().stream()
        .filter(s -> s.from() == Role.CLIENT && s.has(TcpFlags.ACK) && !s.has(TcpFlags.RST))
        .filter(s -> s.ack() >= 1)
        .findFirst();
  }
}
