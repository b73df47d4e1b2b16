package dev.tcpunit.internal.lab;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Role;

/**
 * A fault that struck a packet.
 *
 * @param fault which of the link's faults, in the order in which they were applied
 * @param connection which connection over the link, from 1; 0 for a packet of none
 * @param sender who sent the packet
 * @param flags its TCP flags
 * @param position where it begins in its flow: 0 for the SYN, 1 for the first byte of payload
 * @param payloadLength its payload in bytes
 * @param epochNanos when, in nanoseconds since 1970
 */
public record Firing(
    int fault,
    int connection,
    Role sender,
    TcpFlags flags,
    long position,
    int payloadLength,
    long epochNanos) {

  static Firing of(ArmedFault fault, Passage packet) {
    FrameView frame = packet.frame();
    return new Firing(
        fault.index(),
        packet.flow().connection(),
        packet.flow().sender(),
        new TcpFlags(frame.isTcp() ? frame.flags() : 0),
        packet.position(),
        frame.payloadLength(),
        EpochClock.nanos());
  }
}
