package dev.tcpunit.internal.wire;

/** The header that Linux captures carry in place of the link's own: LINUX_SLL and LINUX_SLL2. */
final class CookedLink {
  private static final int LENGTH_1 = 16;
  private static final int LENGTH_2 = 20;

  /** ARPHRD_NETLINK: the protocol field then holds a netlink family. */
  private static final int NETLINK = 824;

  private static final int NOVELL_802_3 = 0x0001;
  private static final int LLC = 0x0004;

  private CookedLink() {}

  static FrameOutcome stripVersion1(PacketCursor packet) {
    return strip(packet, LENGTH_1, 2, 14);
  }

  static FrameOutcome stripVersion2(PacketCursor packet) {
    return strip(packet, LENGTH_2, 8, 0);
  }

  private static FrameOutcome strip(
      PacketCursor packet, int headerLength, int hardwareAt, int protocolAt) {
    FrameOutcome outcome = packet.need(headerLength);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int hardware = packet.u16(hardwareAt);
    int protocol = packet.u16(protocolAt);
    packet.skip(headerLength);
    if (hardware == NETLINK || protocol == NOVELL_802_3) {
      return FrameOutcome.NOT_TCP;
    }
    if (protocol == LLC) {
      return LlcLink.strip(packet);
    }
    return protocol < 0x600 ? FrameOutcome.NOT_TCP : EthernetLink.stripType(protocol, packet);
  }
}
