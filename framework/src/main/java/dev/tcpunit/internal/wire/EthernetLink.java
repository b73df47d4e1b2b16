package dev.tcpunit.internal.wire;

/** Ethernet, and what EtherTypes lead to: VLAN tags, PPPoE sessions, MPLS labels, IP. */
final class EthernetLink {
  private static final int HEADER_LENGTH = 14;

  /** Below this, the type field is the length of an IEEE 802.3 frame. */
  private static final int FIRST_TYPE = 0x600;

  private static final int IPV4 = 0x0800;
  private static final int IPV6 = 0x86DD;
  private static final int VLAN = 0x8100;
  private static final int PROVIDER_BRIDGE = 0x88A8;
  private static final int OLD_QINQ = 0x9100;
  private static final int PPPOE_SESSION = 0x8864;
  private static final int MPLS = 0x8847;
  private static final int MPLS_UPSTREAM = 0x8848;

  private EthernetLink() {}

  static FrameOutcome strip(PacketCursor packet) {
    FrameOutcome outcome = packet.need(HEADER_LENGTH);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int type = packet.u16(12);
    packet.skip(HEADER_LENGTH);
    return stripType(type, packet);
  }

  /** Goes on behind a field that holds an EtherType or, if it is small, a length. */
  static FrameOutcome stripType(int firstType, PacketCursor packet) {
    int type = firstType;
    while (isVlan(type)) {
      FrameOutcome outcome = packet.need(4);
      if (outcome != FrameOutcome.TCP) {
        return outcome;
      }
      type = packet.u16(2);
      packet.skip(4);
    }
    if (type < FIRST_TYPE) {
      packet.state(type);
      return LlcLink.strip(packet);
    }
    return stripUntagged(type, packet);
  }

  static FrameOutcome stripUntagged(int type, PacketCursor packet) {
    switch (type) {
      case IPV4:
      case IPV6:
        return FrameOutcome.TCP;
      case PPPOE_SESSION:
        return pppoe(packet);
      case MPLS:
      case MPLS_UPSTREAM:
        return stripMpls(packet);
      default:
        return mayCarryTcp(type) ? FrameOutcome.UNSUPPORTED_LINK : FrameOutcome.NOT_TCP;
    }
  }

  static boolean isVlan(int type) {
    return type == VLAN || type == PROVIDER_BRIDGE || type == OLD_QINQ;
  }

  /** The PPPoE header: version and type, code, session, length (RFC 2516 section 4). */
  private static FrameOutcome pppoe(PacketCursor packet) {
    FrameOutcome outcome = packet.need(6);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int length = packet.u16(4);
    packet.skip(6);
    packet.state(length);
    return PppLink.stripProtocol(packet);
  }

  /** Labels up to the bottom of the stack (RFC 3032 section 2.1), then IP if it looks like IP. */
  static FrameOutcome stripMpls(PacketCursor packet) {
    boolean bottom = false;
    while (!bottom) {
      FrameOutcome outcome = packet.need(4);
      if (outcome != FrameOutcome.TCP) {
        return outcome;
      }
      bottom = (packet.u8(2) & 1) != 0;
      packet.skip(4);
    }
    FrameOutcome outcome = packet.need(1);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    // RFC 4928 section 3: nothing else under MPLS starts with 4 or 6, lest routers take it for IP.
    int version = packet.u8(0) >> 4;
    return version == 4 || version == 6 ? FrameOutcome.TCP : FrameOutcome.UNSUPPORTED_LINK;
  }

  /**
   * Whether an encapsulation that is not read may carry TCP: MACsec, provider backbone bridges,
   * TRILL, NSH, HSR, PRP, transparent Ethernet bridging, VN-Tag, E-Tag, FabricPath and other
   * vendors' tags, tags of switches, EtherTypes that vendors used for VLAN tags and PPPoE before
   * there were standards.
   */
  private static boolean mayCarryTcp(int type) {
    switch (type) {
      case 0x88E5: // IEEE 802.1AE, MACsec
      case 0x88E7: // IEEE 802.1ah, backbone service tag
      case 0x893F: // IEEE 802.1BR, E-Tag
      case 0x8926: // Cisco VN-Tag
      case 0x8903: // Cisco FabricPath
      case 0x8909: // Cisco MetaData
      case 0x22F3: // TRILL (RFC 6325)
      case 0x894F: // Network Service Header (RFC 8300)
      case 0x892F: // IEC 62439-3, HSR
      case 0x88FB: // IEC 62439-3, PRP
      case 0x6558: // Ethernet within another protocol (RFC 1701)
      case 0x880B: // PPP
      case 0x3C01:
      case 0x3C09: // 3Com's PPPoE session
      case 0x8870: // jumbo frames, LLC follows
      case 0x9200:
      case 0x9300: // tags before IEEE 802.1ad
      case 0xDADA: // tag of Distributed Switch Architecture
        return true;
      default:
        return false;
    }
  }
}
