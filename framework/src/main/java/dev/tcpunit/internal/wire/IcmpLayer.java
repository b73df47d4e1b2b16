package dev.tcpunit.internal.wire;

/**
 * Reads ICMP errors about TCP segments: a router, or the host itself, quotes the packet that it did
 * not pass on, its IP header and at least eight bytes behind it (RFC 792), which are the ports and
 * the sequence number.
 */
final class IcmpLayer {
  private static final int HEADER_LENGTH = 8;
  private static final int PORTS_AND_NUMBER = 8;
  private static final int UP_TO_FLAGS = 14;

  private static final int UNREACHABLE = 3;
  private static final int FRAGMENTATION_NEEDED = 4;
  private static final int SOURCE_QUENCH = 4;
  private static final int TIME_EXCEEDED = 11;
  private static final int PARAMETER_PROBLEM = 12;

  private static final int UNREACHABLE_6 = 1;
  private static final int PACKET_TOO_BIG = 2;
  private static final int PARAMETER_PROBLEM_6 = 4;

  private final Ipv4Header ipv4 = new Ipv4Header();
  private final Ipv6Header ipv6 = new Ipv6Header();
  private final ExtensionHeader extension = new ExtensionHeader();
  private final DecodedIcmpError error = new DecodedIcmpError();

  /**
   * Reads a message.
   *
   * @param packet stands at the ICMP header
   * @param segment has the addresses of the packet that carries the message; takes what is quoted
   * @return ICMP_ERROR if it quotes a TCP segment, else NOT_TCP
   */
  FrameOutcome read(PacketCursor packet, DecodedSegment segment) {
    if (!packet.has(HEADER_LENGTH)
        || !isError(packet.u8(0), segment.ipv6)
        || segment.badIpChecksum
        || isDamaged(packet, segment)) {
      return FrameOutcome.NOT_TCP;
    }
    error.quoted = segment;
    error.ipv6 = segment.ipv6;
    error.senderHigh = segment.sourceHigh;
    error.senderLow = segment.sourceLow;
    error.type = packet.u8(0);
    error.code = packet.u8(1);
    error.mtu = mtu(packet);
    long toHigh = segment.destinationHigh;
    long toLow = segment.destinationLow;
    packet.skip(HEADER_LENGTH);
    int length = error.ipv6 ? skipIpv6(packet, segment) : skipIpv4(packet, segment);
    error.misdirected = segment.sourceHigh != toHigh || segment.sourceLow != toLow;
    return length >= 0 && quote(packet, length, segment)
        ? FrameOutcome.ICMP_ERROR
        : FrameOutcome.NOT_TCP;
  }

  DecodedIcmpError error() {
    return error;
  }

  private static boolean isError(int type, boolean ipv6) {
    return ipv6
        ? type >= UNREACHABLE_6 && type <= PARAMETER_PROBLEM_6
        : type == UNREACHABLE
            || type == SOURCE_QUENCH
            || type == TIME_EXCEEDED
            || type == PARAMETER_PROBLEM;
  }

  /**
   * Whether the checksum is wrong, so that its receiver drops it (RFC 792, RFC 4443 section 2.3),
   * as far as all of it was captured. Zero was left to the sender's device.
   */
  private static boolean isDamaged(PacketCursor packet, DecodedSegment segment) {
    if (packet.captured() < packet.length() || packet.u16(2) == 0) {
      return false;
    }
    long sum = InternetChecksum.sum(packet.bytes(), packet.at(), packet.length());
    if (segment.ipv6) {
      sum += InternetChecksum.addresses(segment) + packet.length() + IpProtocols.ICMPV6;
    }
    return InternetChecksum.fold(sum) != InternetChecksum.ZERO;
  }

  private int mtu(PacketCursor packet) {
    if (error.ipv6) {
      boolean told = error.type == PACKET_TOO_BIG && packet.i32(4) > 0;
      return told ? packet.i32(4) : DecodedSegment.ABSENT;
    }
    boolean tooBig = error.type == UNREACHABLE && error.code == FRAGMENTATION_NEEDED;
    // Routers from before RFC 1191 leave the field 0.
    return tooBig && packet.u16(6) > 0 ? packet.u16(6) : DecodedSegment.ABSENT;
  }

  /** Returns how long what follows the IP header was, or -1 if no TCP header begins there. */
  private int skipIpv4(PacketCursor packet, DecodedSegment segment) {
    boolean whole = packet.has(1) && packet.u8(0) >> 4 == 4;
    if (!whole || ipv4.check(packet) != FrameOutcome.TCP) {
      return -1;
    }
    if (ipv4.protocol() != IpProtocols.TCP || ipv4.fragmentOffset() != 0) {
      return -1;
    }
    segment.sourceLow = ipv4.source();
    segment.destinationLow = ipv4.destination();
    segment.ipId = ipv4.identification();
    packet.skip(ipv4.headerLength());
    return ipv4.totalLength() - ipv4.headerLength();
  }

  private int skipIpv6(PacketCursor packet, DecodedSegment segment) {
    boolean whole = packet.has(1) && packet.u8(0) >> 4 == 6;
    if (!whole || ipv6.check(packet) != FrameOutcome.TCP) {
      return -1;
    }
    segment.sourceHigh = ipv6.sourceHigh();
    segment.sourceLow = ipv6.sourceLow();
    segment.destinationHigh = ipv6.destinationHigh();
    segment.destinationLow = ipv6.destinationLow();
    int length = ipv6.payloadLength();
    int protocol = ipv6.nextHeader();
    packet.skip(Ipv6Header.LENGTH);
    while (protocol != IpProtocols.TCP) {
      boolean known = IpProtocols.mayLeadToTcp(protocol, true);
      if (!known || extension.check(protocol, packet) != FrameOutcome.TCP) {
        return -1;
      }
      if (protocol == IpProtocols.FRAGMENT && extension.fragmentOffset() != 0) {
        return -1;
      }
      protocol = extension.nextHeader();
      length -= extension.length();
      packet.skip(extension.length());
    }
    return length;
  }

  private boolean quote(PacketCursor packet, int length, DecodedSegment segment) {
    if (!packet.has(PORTS_AND_NUMBER)) {
      return false;
    }
    segment.sourcePort = packet.u16(0);
    segment.destinationPort = packet.u16(2);
    segment.seq = packet.i32(4);
    error.hasNumber = true;
    segment.ack = 0;
    segment.flags = 0;
    segment.window = 0;
    int headerLength = TcpHeader.MIN_LENGTH;
    if (packet.has(UP_TO_FLAGS)) {
      segment.ack = packet.i32(8);
      segment.flags = packet.u16(12) & 0x1FF;
      headerLength = 4 * (packet.u8(12) >> 4);
    }
    int captured = Math.min(packet.captured(), headerLength);
    segment.payloadLength = Math.max(0, length - headerLength);
    segment.payloadBuffer = packet.bytes();
    segment.payloadOffset = packet.at() + captured;
    segment.payloadCaptured = packet.captured() - captured;
    return true;
  }
}
