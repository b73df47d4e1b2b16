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
    return of(fault, packet.flow(), packet.frame(), packet.position());
  }

  /** A fault that struck a frame under way. */
  static FiredFault of(Fault fault, TrackedFlow flow, FrameView frame) {
    long position = flow.isStarted() ? flow.position(frame.sequence()) : 0;
    return of(fault, flow, frame, position);
  }

  private static FiredFault of(Fault fault, TrackedFlow flow, FrameView frame, long position) {
    TcpFlags flags = new TcpFlags(frame.isTcp() ? frame.flags() : 0);
    return of(fault, flow, flags, position, frame.payloadLength());
  }

  /** A fault that closed a connection by a segment that seems to come next in a flow. */
  static FiredFault closing(Fault fault, TrackedFlow flow, TcpFlags flags) {
    return of(fault, flow, flags, flow.next(), 0);
  }

  private static FiredFault of(
      Fault fault, TrackedFlow flow, TcpFlags flags, long position, int length) {
    return new FiredFault(
        fault, flow.connection(), flow.sender(), flags, position, length, EpochClock.nanos());
  }

  /** The fault and its packet: {@code drop client data 5: connection 1, client [P.] 5793:7241}. */
  @Override
  public String toString() {
    return "%s: connection %d, %s [%s] %d:%d"
        .formatted(fault, connection, from.word(), flags, sequence, sequence + length);
  }
}
