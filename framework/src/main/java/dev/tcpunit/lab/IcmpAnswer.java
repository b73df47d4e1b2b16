package dev.tcpunit.lab;

import java.nio.ByteBuffer;

/** What a router tells the sender of a packet that it does not pass on (RFC 792, RFC 4443). */
final class IcmpAnswer {
  private static final int ICMP = 1;
  private static final int ICMPV6 = 58;
  private static final int HEADER_BYTES = 8;

  /** RFC 1812 section 4.3.2.3. */
  private static final int LONGEST_IPV4 = 576;

  /** RFC 4443 section 3.1. */
  private static final int LONGEST_IPV6 = 1280;

  private static final int IPV4_UNREACHABLE = 3;
  private static final int IPV4_FRAGMENTATION_NEEDED = 4;
  private static final int IPV6_UNREACHABLE = 1;
  private static final int IPV6_PACKET_TOO_BIG = 2;

  private IcmpAnswer() {}

  /** That the next hop takes only so many bytes (RFC 1191 section 4, RFC 4443 section 3.2). */
  static ForgedPacket packetTooBig(LinkPacket packet, int mtu) {
    return packet.frame().isIpv4()
        ? build(packet, IPV4_UNREACHABLE, IPV4_FRAGMENTATION_NEEDED, mtu)
        : build(packet, IPV6_PACKET_TOO_BIG, 0, mtu);
  }

  static ForgedPacket unreachable(LinkPacket packet, Unreachable what) {
    return packet.frame().isIpv4()
        ? build(packet, IPV4_UNREACHABLE, what.ipv4Code(), 0)
        : build(packet, IPV6_UNREACHABLE, what.ipv6Code(), 0);
  }

  /** The error as it comes back, with as much of the packet as may be. */
  private static ForgedPacket build(LinkPacket packet, int type, int code, int value) {
    FrameView frame = packet.frame();
    FrameHeading heading = FrameHeading.of(frame);
    int ipHeader = heading.length() - FrameView.ETHERNET_BYTES;
    int room = (frame.isIpv4() ? LONGEST_IPV4 : LONGEST_IPV6) - ipHeader - HEADER_BYTES;
    int quoted = Math.min(frame.ipLength(), room);
    int protocol = frame.isIpv4() ? ICMP : ICMPV6;
    ByteBuffer bytes = heading.frame(protocol, HEADER_BYTES + quoted);
    int at = heading.length();
    bytes.put(at, (byte) type).put(at + 1, (byte) code).putInt(at + 4, value);
    bytes.put(at + HEADER_BYTES, frame.bytes(), frame.ipAt(), quoted);
    int checksum =
        frame.isIpv4() ? heading.checksum(bytes) : heading.checksumWithAddresses(bytes, protocol);
    bytes.putShort(at + 2, (short) checksum);
    new FrameView().wrap(bytes, 0, bytes.capacity()).turnBack();
    return new ForgedPacket(packet.flow().peer().sender(), bytes.array());
  }
}
