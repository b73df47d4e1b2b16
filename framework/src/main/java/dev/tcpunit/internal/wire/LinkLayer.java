package dev.tcpunit.internal.wire;

import dev.tcpunit.capture.LinkTypes;

/**
 * Strips the link-layer header of any link type that TcpUnit reads.
 *
 * <p>Here as in all layers, the outcome TCP means that the packet may still be TCP: the cursor then
 * stands at the next header, here an IP header of either version.
 */
final class LinkLayer {
  /** DLT_RAW where it was never mapped to {@link LinkTypes#RAW}: 12 on most systems. */
  private static final int RAW_UNMAPPED = 12;

  /** DLT_RAW of OpenBSD. */
  private static final int RAW_OPENBSD = 14;

  private LinkLayer() {}

  static FrameOutcome strip(int linkType, PacketCursor packet) {
    return linkType == LinkTypes.PKTAP ? pktap(packet) : stripSimple(linkType, packet);
  }

  private static FrameOutcome stripSimple(int linkType, PacketCursor packet) {
    switch (linkType) {
      case LinkTypes.ETHERNET:
        return EthernetLink.strip(packet);
      case LinkTypes.LINUX_SLL:
        return CookedLink.stripVersion1(packet);
      case LinkTypes.LINUX_SLL2:
        return CookedLink.stripVersion2(packet);
      case LinkTypes.NULL:
        return LoopbackLink.stripHostOrder(packet);
      case LinkTypes.LOOP:
        return LoopbackLink.stripNetworkOrder(packet);
      case LinkTypes.RAW:
      case LinkTypes.IPV4:
      case LinkTypes.IPV6:
      case RAW_UNMAPPED:
      case RAW_OPENBSD:
        return FrameOutcome.TCP;
      case LinkTypes.PPP:
      case LinkTypes.PPP_HDLC:
        return PppLink.strip(packet);
      case LinkTypes.C_HDLC:
        return PppLink.stripCiscoHdlc(packet);
      case LinkTypes.FDDI:
        return LlcLink.stripFddi(packet);
      case LinkTypes.IEEE802_11:
        return WifiLink.strip(packet);
      case LinkTypes.IEEE802_11_RADIOTAP:
        return WifiLink.stripRadiotap(packet);
      case LinkTypes.NFLOG:
        return NflogLink.strip(packet);
      default:
        return FrameOutcome.UNSUPPORTED_LINK;
    }
  }

  /** Apple's header: its length, what follows, and the link type of what follows. */
  private static FrameOutcome pktap(PacketCursor packet) {
    FrameOutcome outcome = packet.need(12);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int headerLength = Integer.reverseBytes(packet.i32(0));
    int linkType = Integer.reverseBytes(packet.i32(8));
    outcome = headerLength < 12 ? FrameOutcome.MALFORMED : packet.need(headerLength);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    packet.skip(headerLength);
    return stripSimple(linkType, packet);
  }
}
