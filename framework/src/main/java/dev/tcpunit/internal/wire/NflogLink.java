package dev.tcpunit.internal.wire;

/** What the NFLOG target of netfilter logs: type-length-value items, one of them the packet. */
final class NflogLink {
  private static final int HEADER_LENGTH = 4;
  private static final int INET = 2;
  private static final int INET6 = 10;
  private static final int PAYLOAD = 9;

  private NflogLink() {}

  static FrameOutcome strip(PacketCursor packet) {
    FrameOutcome outcome = packet.need(HEADER_LENGTH);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    int family = packet.u8(0);
    packet.skip(HEADER_LENGTH);
    return family == INET || family == INET6 ? payload(packet) : FrameOutcome.NOT_TCP;
  }

  private static FrameOutcome payload(PacketCursor packet) {
    FrameOutcome outcome = packet.need(4);
    while (outcome == FrameOutcome.TCP) {
      // The capturing host's byte order: item types are below 256, so their upper byte is 0.
      boolean littleEndian = packet.u8(3) == 0;
      int length = hostOrder(packet.u16(0), littleEndian);
      if (length < 4) {
        return FrameOutcome.MALFORMED;
      }
      if (hostOrder(packet.u16(2), littleEndian) == PAYLOAD) {
        packet.skip(4);
        packet.shorten(length - 4);
        return FrameOutcome.TCP;
      }
      int padded = length + 3 & ~3;
      outcome = packet.need(padded);
      if (outcome == FrameOutcome.TCP) {
        packet.skip(padded);
        outcome = packet.need(4);
      }
    }
    return outcome;
  }

  private static int hostOrder(int networkOrder, boolean littleEndian) {
    return littleEndian ? Short.reverseBytes((short) networkOrder) & 0xFFFF : networkOrder;
  }
}
