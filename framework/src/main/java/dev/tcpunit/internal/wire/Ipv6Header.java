package dev.tcpunit.internal.wire;

/** The fixed IPv6 header (RFC 8200 section 3): {@link #check} first, then nothing can fail. */
final class Ipv6Header {
  static final int LENGTH = 40;

  private byte[] bytes;
  private int at;
  private int frameLength;

  FrameOutcome check(PacketCursor packet) {
    FrameOutcome outcome = packet.need(LENGTH);
    if (outcome == FrameOutcome.TCP) {
      bytes = packet.bytes();
      at = packet.at();
      frameLength = packet.length();
    }
    return outcome;
  }

  int ecn() {
    return Bytes.u8(bytes, at + 1) >> 4 & 3;
  }

  /**
   * The length of what follows the fixed header. A field of zero stands for a jumbogram (RFC 2675
   * section 3), or for a packet that was captured before segmentation offload cut it: either fills
   * the frame.
   */
  int payloadLength() {
    int field = Bytes.u16(bytes, at + 4);
    return field == 0 ? frameLength - LENGTH : field;
  }

  int nextHeader() {
    return Bytes.u8(bytes, at + 6);
  }

  long sourceHigh() {
    return Bytes.i64(bytes, at + 8);
  }

  long sourceLow() {
    return Bytes.i64(bytes, at + 16);
  }

  long destinationHigh() {
    return Bytes.i64(bytes, at + 24);
  }

  long destinationLow() {
    return Bytes.i64(bytes, at + 32);
  }
}
