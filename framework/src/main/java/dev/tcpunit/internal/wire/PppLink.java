package dev.tcpunit.internal.wire;

/** PPP with or without HDLC-like framing (RFC 1661, RFC 1662), and Cisco's HDLC. */
final class PppLink {
  /** Address "all stations" and control "unnumbered information" (RFC 1662 section 3.1). */
  private static final int HDLC_FRAMING = 0xFF03;

  private static final int CISCO_UNICAST = 0x0F00;
  private static final int CISCO_MULTICAST = 0x8F00;

  private static final int IPV4 = 0x0021;
  private static final int IPV6 = 0x0057;
  private static final int MPLS_UNICAST = 0x0281;
  private static final int MPLS_MULTICAST = 0x0283;

  private PppLink() {}

  static FrameOutcome strip(PacketCursor packet) {
    FrameOutcome outcome = packet.need(2);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int start = packet.u16(0);
    if (start == CISCO_UNICAST || start == CISCO_MULTICAST) {
      return stripCiscoHdlc(packet);
    }
    if (start == HDLC_FRAMING) {
      packet.skip(2);
    }
    return stripProtocol(packet);
  }

  /** The protocol field: two bytes, or one if compressed, which its odd value tells. */
  static FrameOutcome stripProtocol(PacketCursor packet) {
    FrameOutcome outcome = packet.need(1);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    boolean compressed = (packet.u8(0) & 1) != 0;
    int fieldLength = compressed ? 1 : 2;
    outcome = packet.need(fieldLength);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int protocol = compressed ? packet.u8(0) : packet.u16(0);
    packet.skip(fieldLength);
    switch (protocol) {
      case IPV4:
      case IPV6:
        return FrameOutcome.TCP;
      case MPLS_UNICAST:
      case MPLS_MULTICAST:
        return EthernetLink.stripMpls(packet);
      default:
        return mayCarryTcp(protocol) ? FrameOutcome.UNSUPPORTED_LINK : FrameOutcome.NOT_TCP;
    }
  }

  /** Strips Cisco's header: address, control, then an EtherType. */
  static FrameOutcome stripCiscoHdlc(PacketCursor packet) {
    FrameOutcome outcome = packet.need(4);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int type = packet.u16(2);
    packet.skip(4);
    return type < 0x600 ? FrameOutcome.NOT_TCP : EthernetLink.stripType(type, packet);
  }

  /**
   * Whether a protocol that is not read may carry TCP: compressed TCP/IP, bridged frames,
   * multilink, encryption and compression.
   */
  private static boolean mayCarryTcp(int protocol) {
    switch (protocol) {
      case 0x002D:
      case 0x002F:
      case 0x0031:
      case 0x003D:
      case 0x0053:
      case 0x00FB:
      case 0x00FD:
        return true;
      default:
        return protocol >= 0x0061 && protocol <= 0x0069;
    }
  }
}
