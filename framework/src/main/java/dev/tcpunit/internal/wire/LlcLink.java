package dev.tcpunit.internal.wire;

/** IEEE 802.2 LLC, with or without SNAP (RFC 1042), and the MAC header of FDDI in front of it. */
final class LlcLink {
  private static final int SNAP_LENGTH = 8;
  private static final int FDDI_LENGTH = 13;
  private static final int SNAP = 0xAAAA03;
  private static final int IP = 0x060603;
  private static final int ETHERNET_OUI = 0x000000;
  private static final int BRIDGE_TUNNEL_OUI = 0x0000F8;

  private LlcLink() {}

  static FrameOutcome strip(PacketCursor packet) {
    FrameOutcome outcome = packet.need(3);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int header = packet.u16(0) << 8 | packet.u8(2);
    if (header == IP) {
      packet.skip(3);
      return FrameOutcome.TCP;
    }
    return header == SNAP ? snap(packet) : FrameOutcome.NOT_TCP;
  }

  private static FrameOutcome snap(PacketCursor packet) {
    FrameOutcome outcome = packet.need(SNAP_LENGTH);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int organization = packet.i32(2) & 0xFFFFFF;
    int type = packet.u16(6);
    packet.skip(SNAP_LENGTH);
    if (organization != ETHERNET_OUI && organization != BRIDGE_TUNNEL_OUI) {
      return FrameOutcome.NOT_TCP;
    }
    // A tag here could lead to LLC again, and so on without end.
    return EthernetLink.isVlan(type)
        ? FrameOutcome.UNSUPPORTED_LINK
        : EthernetLink.stripUntagged(type, packet);
  }

  /**
   * Strips FDDI's header: frame control and two addresses. Frames of the LLC class go on with LLC.
   */
  static FrameOutcome stripFddi(PacketCursor packet) {
    FrameOutcome outcome = packet.need(FDDI_LENGTH);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    boolean llc = (packet.u8(0) & 0x70) == 0x50;
    packet.skip(FDDI_LENGTH);
    return llc ? strip(packet) : FrameOutcome.NOT_TCP;
  }
}
