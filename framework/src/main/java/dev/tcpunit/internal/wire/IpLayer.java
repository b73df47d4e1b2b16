package dev.tcpunit.internal.wire;

/** Strips IP headers of both versions, extension headers included, and joins fragments. */
final class IpLayer {
  private final Ipv4Header ipv4 = new Ipv4Header();
  private final Ipv6Header ipv6 = new Ipv6Header();
  private final ExtensionHeader extension = new ExtensionHeader();
  private final IpReassembly reassembly = new IpReassembly();
  private boolean reassembled;
  private boolean pseudoHeaderKnown;

  /**
   * Strips all up to the TCP header.
   *
   * @return TCP if the cursor stands at a TCP header, else what the packet is
   */
  FrameOutcome strip(PacketCursor packet, DecodedSegment segment) {
    reassembled = false;
    pseudoHeaderKnown = true;
    FrameOutcome outcome = packet.need(1);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    switch (packet.u8(0) >> 4) {
      case 4:
        return stripIpv4(packet, segment);
      case 6:
        return stripIpv6(packet, segment);
      default:
        return FrameOutcome.MALFORMED;
    }
  }

  /** Whether the TCP header lies in a datagram that was put together from fragments. */
  boolean wasReassembled() {
    return reassembled;
  }

  /** Whether the addresses of the IP header are those that the TCP checksum covers. */
  boolean isPseudoHeaderKnown() {
    return pseudoHeaderKnown;
  }

  long completedFragments() {
    return reassembly.completedFragments();
  }

  private FrameOutcome stripIpv4(PacketCursor packet, DecodedSegment segment) {
    FrameOutcome outcome = ipv4.check(packet);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    segment.ipv6 = false;
    segment.sourceHigh = 0;
    segment.sourceLow = ipv4.source();
    segment.destinationHigh = 0;
    segment.destinationLow = ipv4.destination();
    segment.ipId = ipv4.identification();
    segment.ecn = ipv4.ecn();
    segment.badIpChecksum |= ipv4.isDamaged();
    if (ipv4.headerLength() > 20 && ipv4.isOnSourceRoute()) {
      pseudoHeaderKnown = false;
    }
    int protocol = ipv4.protocol();
    packet.claim(ipv4.totalLength());
    packet.skip(ipv4.headerLength());
    if (!ipv4.isFragment()) {
      return stripExtensions(protocol, packet, segment);
    }
    return join(
        protocol, segment.ipId, ipv4.fragmentOffset(), ipv4.moreFragments(), packet, segment);
  }

  private FrameOutcome stripIpv6(PacketCursor packet, DecodedSegment segment) {
    FrameOutcome outcome = ipv6.check(packet);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    segment.ipv6 = true;
    segment.sourceHigh = ipv6.sourceHigh();
    segment.sourceLow = ipv6.sourceLow();
    segment.destinationHigh = ipv6.destinationHigh();
    segment.destinationLow = ipv6.destinationLow();
    segment.ipId = DecodedSegment.ABSENT;
    segment.ecn = ipv6.ecn();
    int protocol = ipv6.nextHeader();
    packet.claim(Ipv6Header.LENGTH + ipv6.payloadLength());
    packet.skip(Ipv6Header.LENGTH);
    return stripExtensions(protocol, packet, segment);
  }

  private FrameOutcome stripExtensions(
      int firstProtocol, PacketCursor packet, DecodedSegment segment) {
    int protocol = firstProtocol;
    while (protocol != IpProtocols.TCP) {
      if (!IpProtocols.mayLeadToTcp(protocol, segment.ipv6)) {
        return IpProtocols.withoutTcp(protocol, packet, true);
      }
      FrameOutcome outcome = extension.check(protocol, packet);
      if (outcome != FrameOutcome.TCP) {
        return outcome;
      }
      int next = extension.nextHeader();
      pseudoHeaderKnown &= !extension.changesPseudoHeader();
      packet.skip(extension.length());
      if (protocol == IpProtocols.FRAGMENT && extension.isFragment()) {
        return join(
            next,
            extension.identification(),
            extension.fragmentOffset(),
            extension.moreFragments(),
            packet,
            segment);
      }
      protocol = next;
    }
    return FrameOutcome.TCP;
  }

  private FrameOutcome join(
      int protocol,
      int identification,
      int offset,
      boolean moreFragments,
      PacketCursor packet,
      DecodedSegment segment) {
    if (!IpProtocols.mayLeadToTcp(protocol, segment.ipv6)) {
      return IpProtocols.withoutTcp(protocol, packet, offset == 0);
    }
    // Fragments of fragments: no sender makes them, and to follow them could go on for long.
    if (reassembled) {
      return FrameOutcome.MALFORMED;
    }
    segment.fragmentHeadersEnd = packet.at() + (offset == 0 ? tcpHeaderLength(packet) : 0);
    FragmentedDatagram datagram = reassembly.datagram(segment, identification, protocol);
    FrameOutcome outcome = datagram.add(protocol, offset, moreFragments, packet);
    datagram.onHeader(segment.badIpChecksum);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    reassembled = true;
    reassembly.complete(datagram);
    datagram.open(packet);
    segment.badIpChecksum = datagram.isDamaged();
    return stripExtensions(datagram.protocol(), packet, segment);
  }

  /** How long the TCP header of a datagram's first part says that it is, as far as it is there. */
  private static int tcpHeaderLength(PacketCursor packet) {
    int captured = packet.captured();
    return captured < TcpHeader.MIN_LENGTH
        ? captured
        : Math.min(captured, Math.max(TcpHeader.MIN_LENGTH, (packet.u8(12) >> 4) * 4));
  }
}
