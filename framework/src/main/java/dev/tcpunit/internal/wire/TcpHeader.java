package dev.tcpunit.internal.wire;

/** The TCP header (RFC 9293 section 3.1): {@link #check} first, then the accessors cannot fail. */
final class TcpHeader {
  static final int MIN_LENGTH = 20;
  static final int CHECKSUM_AT = 16;

  private byte[] bytes;
  private int at;

  /** Takes a header that was checked elsewhere. */
  void wrap(PacketCursor packet) {
    bytes = packet.bytes();
    at = packet.at();
  }

  /** The options may be cut by the snap length: all that the fixed part says is usable. */
  FrameOutcome check(PacketCursor packet) {
    FrameOutcome outcome = packet.need(MIN_LENGTH);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    wrap(packet);
    int length = headerLength();
    return length < MIN_LENGTH || length > packet.length()
        ? FrameOutcome.MALFORMED
        : FrameOutcome.TCP;
  }

  int headerLength() {
    return 4 * (Bytes.u8(bytes, at + 12) >> 4);
  }

  int checksum() {
    return Bytes.u16(bytes, at + CHECKSUM_AT);
  }

  void fill(DecodedSegment segment) {
    int ports = Bytes.i32(bytes, at);
    segment.sourcePort = ports >>> 16;
    segment.destinationPort = ports & 0xFFFF;
    segment.seq = Bytes.i32(bytes, at + 4);
    segment.ack = Bytes.i32(bytes, at + 8);
    int offsetFlagsWindow = Bytes.i32(bytes, at + 12);
    segment.flags = offsetFlagsWindow >>> 16 & 0x1FF;
    segment.window = offsetFlagsWindow & 0xFFFF;
    segment.urgentPointer = Bytes.u16(bytes, at + 18);
  }
}
