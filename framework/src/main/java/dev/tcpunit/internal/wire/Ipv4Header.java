package dev.tcpunit.internal.wire;

/** The IPv4 header (RFC 791 section 3.1): {@link #check} first, then the accessors cannot fail. */
final class Ipv4Header {
  private static final int MIN_LENGTH = 20;
  private static final int MORE_FRAGMENTS = 0x2000;
  private static final int OFFSET_MASK = 0x1FFF;

  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;
  private static final int LOOSE_SOURCE_ROUTE = 131;
  private static final int STRICT_SOURCE_ROUTE = 137;

  private byte[] bytes;
  private int at;
  private int frameLength;

  FrameOutcome check(PacketCursor packet) {
    FrameOutcome outcome = packet.need(MIN_LENGTH);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    bytes = packet.bytes();
    at = packet.at();
    frameLength = packet.length();
    if (headerLength() < MIN_LENGTH || totalLength() < headerLength()) {
      return FrameOutcome.MALFORMED;
    }
    return packet.need(headerLength());
  }

  int headerLength() {
    return 4 * (Bytes.u8(bytes, at) & 0xF);
  }

  /**
   * The length of the datagram. A field of zero stands for one that was captured before
   * segmentation offload cut it, and that fills the frame.
   */
  int totalLength() {
    int field = Bytes.u16(bytes, at + 2);
    return field == 0 ? frameLength : field;
  }

  int ecn() {
    return Bytes.u8(bytes, at + 1) & 3;
  }

  int identification() {
    return Bytes.u16(bytes, at + 4);
  }

  boolean isFragment() {
    return (Bytes.u16(bytes, at + 6) & (MORE_FRAGMENTS | OFFSET_MASK)) != 0;
  }

  boolean moreFragments() {
    return (Bytes.u16(bytes, at + 6) & MORE_FRAGMENTS) != 0;
  }

  /** The fragment's offset in the datagram, in bytes. */
  int fragmentOffset() {
    return 8 * (Bytes.u16(bytes, at + 6) & OFFSET_MASK);
  }

  int protocol() {
    return Bytes.u8(bytes, at + 9);
  }

  /**
   * Whether its checksum is wrong (RFC 791 section 3.1). A field of zero was left to the sender's
   * device, and so was the sum of a datagram that the device is to cut.
   */
  boolean isDamaged() {
    return Bytes.u16(bytes, at + 10) != 0
        && Bytes.u16(bytes, at + 2) != 0
        && InternetChecksum.sum(bytes, at, headerLength()) != InternetChecksum.ZERO;
  }

  long source() {
    return Bytes.u32(bytes, at + 12);
  }

  long destination() {
    return Bytes.u32(bytes, at + 16);
  }

  /**
   * Whether a source route has hops left: the destination address is then not the one that the
   * sender put into the TCP checksum (RFC 1122 section 4.1.1).
   */
  boolean isOnSourceRoute() {
    int end = at + headerLength();
    int option = at + MIN_LENGTH;
    while (option < end && bytes[option] != END_OF_OPTIONS) {
      int kind = Bytes.u8(bytes, option);
      if (kind == NO_OPERATION) {
        option++;
        continue;
      }
      int length = option + 1 < end ? Bytes.u8(bytes, option + 1) : 0;
      if (length < 2 || option + length > end) {
        return false;
      }
      if ((kind == LOOSE_SOURCE_ROUTE || kind == STRICT_SOURCE_ROUTE) && length >= 3) {
        return Bytes.u8(bytes, option + 2) <= length;
      }
      option += length;
    }
    return false;
  }
}
