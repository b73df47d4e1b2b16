package dev.tcpunit.internal.wire;

/** The protocol numbers (IANA) that decide where TCP can be, and what they mean for a frame. */
final class IpProtocols {
  static final int HOP_BY_HOP = 0;
  static final int TCP = 6;
  static final int ROUTING = 43;
  static final int FRAGMENT = 44;
  static final int AUTHENTICATION = 51;
  static final int DESTINATION_OPTIONS = 60;
  static final int MOBILITY = 135;
  static final int HOST_IDENTITY = 139;
  static final int SHIM6 = 140;

  private static final int ICMP = 1;
  private static final int IPV4 = 4;
  private static final int UDP = 17;
  private static final int IPV6 = 41;
  private static final int GRE = 47;
  static final int ICMPV6 = 58;
  private static final int IP_WITHIN_IP = 94;
  private static final int ETHERIP = 97;
  private static final int MPLS_IN_IP = 137;

  private static final int UDP_HEADER_LENGTH = 8;
  private static final int GTP_USER = 2152;
  private static final int VXLAN = 4789;
  private static final int VXLAN_GPE = 4790;
  private static final int GENEVE = 6081;
  private static final int VXLAN_OF_LINUX = 8472;

  /** Version 1 of GTP, and its message type for a user's packet (3GPP TS 29.281 section 6.1). */
  private static final int GTP_VERSION = 1;

  private static final int GTP_PACKET = 255;

  private IpProtocols() {}

  /** Whether TCP may follow in the same packet behind this header. */
  static boolean mayLeadToTcp(int protocol, boolean ipv6) {
    return protocol == TCP || protocol == AUTHENTICATION || ipv6 && isExtension(protocol);
  }

  private static boolean isExtension(int protocol) {
    switch (protocol) {
      case HOP_BY_HOP:
      case ROUTING:
      case FRAGMENT:
      case DESTINATION_OPTIONS:
      case MOBILITY:
      case HOST_IDENTITY:
      case SHIM6:
        return true;
      default:
        return false;
    }
  }

  /**
   * What a packet is that has no TCP header of its own. ICMP_ERROR says that an ICMP message of any
   * kind begins here.
   *
   * @param packet stands behind the IP header; {@code atStart} is false for a fragment that is not
   *     the first
   */
  static FrameOutcome withoutTcp(int protocol, PacketCursor packet, boolean atStart) {
    switch (protocol) {
      case IPV4:
      case IPV6:
      case GRE:
      case IP_WITHIN_IP:
      case ETHERIP:
      case MPLS_IN_IP:
        return FrameOutcome.TUNNEL;
      case ICMP:
      case ICMPV6:
        return atStart ? FrameOutcome.ICMP_ERROR : FrameOutcome.NOT_TCP;
      case UDP:
        return atStart && carriesTunnel(packet) ? FrameOutcome.TUNNEL : FrameOutcome.NOT_TCP;
      default:
        return FrameOutcome.NOT_TCP;
    }
  }

  private static boolean carriesTunnel(PacketCursor packet) {
    if (!packet.has(UDP_HEADER_LENGTH)) {
      return false;
    }
    switch (packet.u16(2)) {
      case VXLAN:
      case VXLAN_GPE:
      case VXLAN_OF_LINUX:
      case GENEVE:
        return true;
      case GTP_USER:
        return !packet.has(UDP_HEADER_LENGTH + 2)
            || packet.u8(UDP_HEADER_LENGTH) >> 5 == GTP_VERSION
                && packet.u8(UDP_HEADER_LENGTH + 1) == GTP_PACKET;
      default:
        return false;
    }
  }
}
