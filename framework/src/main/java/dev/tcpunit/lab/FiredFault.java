package dev.tcpunit.lab;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Role;

/**
 * A fault that struck a packet.
 *
 * @param fault which
 * @param connection on which connection over the link, in the order of their SYNs, from 1; 0 for a
 *     packet of no connection
 * @param from who sent the packet
 * @param flags the packet's TCP flags
 * @param sequence its relative sequence number as tcpdump shows it: 0 for the SYN, 1 for the first
 *     byte of payload
 * @param length its payload in bytes
 * @param timeNanos when, in nanoseconds since 1970
 */
public record FiredFault(
    Fault fault,
    int connection,
    Role from,
    TcpFlags flags,
    long sequence,
    int length,
    long timeNanos) {

  static FiredFault of(Fault fault, LinkPacket packet) {
    FrameView frame = packet.frame();
    return new FiredFault(
        fault,
        packet.flow().connection(),
        packet.flow().sender(),
        new TcpFlags(frame.isTcp() ? frame.flags() : 0),
        packet.position(),
        frame.payloadLength(),
        EpochClock.nanos());
  }

  /** The fault and its packet: {@code drop client data 5: connection 1, client [P.] 5793:7241}. */
  @Override
  public String toString() {
    return "%s: connection %d, %s [%s] %d:%d"
        .formatted(fault, connection, from.word(), flags, sequence, sequence + length);
  }
}
