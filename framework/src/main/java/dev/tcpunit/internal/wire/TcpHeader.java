package dev.tcpunit.internal.wire;

/** The TCP header (RFC 9293 section 3.1): {@link #check} first, then the accessors cannot fail. */
final class TcpHeader {
  static final int MIN_LENGTH = 20;
  static final int CHECKSUM_AT = 16;

  private byte[] bytes;
  private int at;

  /**
   * Checks the fixed part. The snap length may have cut the options; what the fixed part says
   * counts all the same.
   */
  FrameOutcome check(PacketCursor packet) {
    FrameOutcome outcome = packet.need(MIN_LENGTH);
    if (outcome != FrameOutcome.TCP) {
      return outcome;
    }
    bytes = packet.bytes();
    at = packet.at();
    int length = headerLength();
    return length < MIN_LENGTH || length > packet.length()
        ? FrameOutcome.MALFORMED
        : FrameOutcome.TCP;
  }

  int headerLength() {
    return 4 * (Bytes.u8(bytes, at + 12) >> 4);
  }

  void fill(DecodedSegment segment) {
    fill(bytes, at, segment);
  }

  /** Reads the fixed part of a header that was checked elsewhere. */
  static void fill(byte[] bytes, int at, DecodedSegment segment) {
    long portsAndSeq = Bytes.i64(bytes, at);
    segment.sourcePort = (int) (portsAndSeq >>> 48);
    segment.destinationPort = (int) (portsAndSeq >>> 32) & 0xFFFF;
    segment.seq = (int) portsAndSeq;
    long ackFlagsWindow = Bytes.i64(bytes, at + 8);
    segment.ack = (int) (ackFlagsWindow >>> 32);
    segment.flags = (int) ackFlagsWindow >>> 16 & 0x1FF;
    segment.window = (int) ackFlagsWindow & 0xFFFF;
    segment.urgentPointer = Bytes.u16(bytes, at + 18);
  }
}
