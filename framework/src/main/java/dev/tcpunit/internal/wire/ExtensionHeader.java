package dev.tcpunit.internal.wire;

/**
 * One IPv6 extension header (RFC 8200 section 4), or an authentication header of either version
 * (RFC 4302 section 2): {@link #check} first, then the accessors cannot fail.
 */
final class ExtensionHeader {
  private static final int MORE_FRAGMENTS = 1;
  private static final int OFFSET_MASK = 0xFFF8;
  private static final int PAD_1 = 0;
  private static final int HOME_ADDRESS = 201;

  private byte[] bytes;
  private int at;
  private int kind;

  FrameOutcome check(int protocol, PacketCursor packet) {
    FrameOutcome outcome = packet.need(8);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    bytes = packet.bytes();
    at = packet.at();
    kind = protocol;
    return packet.need(length());
  }

  int nextHeader() {
    return Bytes.u8(bytes, at);
  }

  int length() {
    int field = Bytes.u8(bytes, at + 1);
    switch (kind) {
      case IpProtocols.FRAGMENT:
        return 8;
      case IpProtocols.AUTHENTICATION:
        return 4 * (field + 2);
      default:
        return 8 * (field + 1);
    }
  }

  /**
   * Whether it makes the packet a fragment; not an atomic one, which is a whole packet (RFC 6946).
   */
  boolean isFragment() {
    return fragmentOffset() != 0 || moreFragments();
  }

  boolean moreFragments() {
    return (Bytes.u16(bytes, at + 2) & MORE_FRAGMENTS) != 0;
  }

  /**
   * The fragment's offset in bytes: the field counts units of 8 and stands 3 bits from the right,
   * so masking it yields bytes.
   */
  int fragmentOffset() {
    return Bytes.u16(bytes, at + 2) & OFFSET_MASK;
  }

  int identification() {
    return Bytes.i32(bytes, at + 4);
  }

  /**
   * Whether the TCP checksum covers another address than the IPv6 header shows: the final
   * destination of a route with segments left (RFC 8200 section 8.1), or a mobile node's home (RFC
   * 6275 section 11.3.1).
   */
  boolean changesPseudoHeader() {
    switch (kind) {
      case IpProtocols.ROUTING:
        return bytes[at + 3] != 0;
      case IpProtocols.DESTINATION_OPTIONS:
        return hasHomeAddress();
      default:
        return false;
    }
  }

  private boolean hasHomeAddress() {
    int end = at + length();
    int option = at + 2;
    while (option + 1 < end) {
      int type = Bytes.u8(bytes, option);
      if (type == HOME_ADDRESS) {
        return true;
      }
      option += type == PAD_1 ? 1 : 2 + Bytes.u8(bytes, option + 1);
    }
    return false;
  }
}
