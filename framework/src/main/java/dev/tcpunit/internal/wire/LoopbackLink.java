package dev.tcpunit.internal.wire;

/** The loopback header of the BSDs: four bytes that name the protocol family. */
final class LoopbackLink {
  private static final int INET = 2;
  private static final int INET6_LINUX = 10;
  private static final int INET6_NETBSD_OPENBSD = 24;
  private static final int INET6_FREEBSD = 28;
  private static final int INET6_DARWIN = 30;

  private LoopbackLink() {}

  /**
   * Link type NULL: the byte order is that of the capturing host; no family needs the upper 16
   * bits.
   */
  static FrameOutcome stripHostOrder(PacketCursor packet) {
    FrameOutcome outcome = packet.need(4);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int family = packet.i32(0);
    return strip(packet, (family >>> 16) == 0 ? family : Integer.reverseBytes(family));
  }

  /** Link type LOOP: network byte order. */
  static FrameOutcome stripNetworkOrder(PacketCursor packet) {
    FrameOutcome outcome = packet.need(4);
    return outcome == FrameOutcome.TCP ? strip(packet, packet.i32(0)) : outcome;
  }

  private static FrameOutcome strip(PacketCursor packet, int family) {
    packet.skip(4);
    switch (family) {
      case INET:
      case INET6_LINUX:
      case INET6_NETBSD_OPENBSD:
      case INET6_FREEBSD:
      case INET6_DARWIN:
        return FrameOutcome.TCP;
      default:
        return FrameOutcome.NOT_TCP;
    }
  }
}
