package dev.tcpunit.internal.wire;

/**
 * Unencrypted IEEE 802.11 data frames, with or without the radiotap header in front.
 *
 * <p>Frames that are encrypted, aggregated or fragmented may carry TCP, but are not read.
 */
final class WifiLink {
  private static final int RADIOTAP_LENGTH = 8;
  private static final int RADIOTAP_TSFT = 1;
  private static final int RADIOTAP_FLAGS = 2;
  private static final int RADIOTAP_PADDED = 0x20;

  private static final int HEADER_LENGTH = 24;
  private static final int ADDRESS_LENGTH = 6;
  private static final int QOS_LENGTH = 2;
  private static final int HT_CONTROL_LENGTH = 4;

  /** Bits of the first byte of the frame control field. */
  private static final int TYPE_MASK = 0x0C;

  private static final int TYPE_DATA = 0x08;
  private static final int NO_DATA = 0x40;
  private static final int QOS = 0x80;

  /** Bits of the second byte. */
  private static final int BOTH_DISTRIBUTION_SYSTEMS = 0x03;

  private static final int MORE_FRAGMENTS = 0x04;
  private static final int PROTECTED = 0x40;
  private static final int ORDER = 0x80;

  /** In the first byte of the sequence control field at 22, which is little-endian. */
  private static final int FRAGMENT_NUMBER_MASK = 0x0F;

  private static final int AGGREGATED = 0x80;

  private WifiLink() {}

  /**
   * Strips radiotap: version, padding, length (little-endian), bits that tell which fields follow.
   */
  static FrameOutcome stripRadiotap(PacketCursor packet) {
    FrameOutcome outcome = packet.need(RADIOTAP_LENGTH);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int length = Short.reverseBytes((short) packet.u16(2)) & 0xFFFF;
    outcome = length < RADIOTAP_LENGTH ? FrameOutcome.MALFORMED : packet.need(length);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    boolean padded = (radiotapFlags(packet, length) & RADIOTAP_PADDED) != 0;
    packet.skip(length);
    return strip(packet, padded);
  }

  private static int radiotapFlags(PacketCursor packet, int length) {
    int present = packet.u8(4);
    if ((present & RADIOTAP_FLAGS) == 0) {
      return 0;
    }
    int at = RADIOTAP_LENGTH;
    while (at + 4 <= length && packet.u8(at - 1) >> 7 != 0) {
      at += 4;
    }
    if ((present & RADIOTAP_TSFT) != 0) {
      at = (at + 7 & ~7) + 8;
    }
    return at < length ? packet.u8(at) : 0;
  }

  static FrameOutcome strip(PacketCursor packet) {
    return strip(packet, false);
  }

  private static FrameOutcome strip(PacketCursor packet, boolean padded) {
    FrameOutcome outcome = packet.need(2);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int kind = packet.u8(0);
    int flags = packet.u8(1);
    if ((kind & TYPE_MASK) != TYPE_DATA || (kind & NO_DATA) != 0) {
      return FrameOutcome.NOT_TCP;
    }
    int length = headerLength(kind, flags);
    int strippedLength = padded ? length + 3 & ~3 : length;
    outcome = packet.need(strippedLength);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    boolean readable =
        (flags & (PROTECTED | MORE_FRAGMENTS)) == 0
            && (packet.u8(22) & FRAGMENT_NUMBER_MASK) == 0
            && ((kind & QOS) == 0 || (packet.u8(qosAt(flags)) & AGGREGATED) == 0);
    packet.skip(strippedLength);
    return readable ? LlcLink.strip(packet) : FrameOutcome.UNSUPPORTED_LINK;
  }

  private static int headerLength(int kind, int flags) {
    boolean qos = (kind & QOS) != 0;
    return qosAt(flags)
        + (qos ? QOS_LENGTH : 0)
        + (qos && (flags & ORDER) != 0 ? HT_CONTROL_LENGTH : 0);
  }

  /**
   * Where the QoS field begins: behind the fourth address in frames between two distribution
   * systems, which alone have one.
   */
  private static int qosAt(int flags) {
    boolean fourAddresses = (flags & BOTH_DISTRIBUTION_SYSTEMS) == BOTH_DISTRIBUTION_SYSTEMS;
    return HEADER_LENGTH + (fourAddresses ? ADDRESS_LENGTH : 0);
  }
}
