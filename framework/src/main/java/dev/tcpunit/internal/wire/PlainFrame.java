package dev.tcpunit.internal.wire;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;

/**
 * Reads at once what nearly all frames are: Ethernet, IPv4 without options or fragments, TCP whose
 * only option is a timestamp. It fills the segment as the layers one by one would do; whatever is
 * not exactly so is left to them.
 */
final class PlainFrame {
  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;
  private static final int TCP = 20;
  private static final int TCP_AT = ETHERNET + IPV4;

  /** The EtherType, then the IP version and header length. */
  private static final int IPV4_WITHOUT_OPTIONS = 0x0800_4500;

  private static final int TYPE_OF_SERVICE = 0xFF;

  /** The fragment's offset and flag, and the protocol. */
  private static final int FRAGMENT_AND_PROTOCOL = 0x3FFF_00FF;

  private static final int BARE_OFFSET = TCP / 4;
  private static final int STAMPED_OFFSET = (TCP + TcpOptions.PADDED_TIMESTAMPS_LENGTH) / 4;

  private PlainFrame() {}

  /**
   * Decodes a frame if it is plain. Where a capture is plain but for some frames, one sum of all
   * that may be odd costs less than a branch for each.
   *
   * @param packet stands at the TCP header afterwards, if it is
   */
  static boolean decode(CapturedFrame frame, PacketCursor packet, DecodedSegment segment) {
    byte[] bytes = frame.buffer();
    int at = frame.offset();
    int captured = frame.capturedLength();
    if (frame.linkType() != LinkTypes.ETHERNET
        || captured < TCP_AT + TCP + TcpOptions.PADDED_TIMESTAMPS_LENGTH) {
      return false;
    }
    int tcp = at + TCP_AT;
    int length = Bytes.u16(bytes, at + ETHERNET + 2) - IPV4;
    int offset = bytes[tcp + 12] >> 4 & 0xF;
    boolean stamped = offset == STAMPED_OFFSET;
    int odd =
        (Bytes.i32(bytes, at + ETHERNET - 2) ^ IPV4_WITHOUT_OPTIONS) & ~TYPE_OF_SERVICE
            | Bytes.i32(bytes, at + ETHERNET + 6) & FRAGMENT_AND_PROTOCOL ^ IpProtocols.TCP
            | negative(frame.originalLength() - TCP_AT - length)
            | negative(length - 4 * offset)
            | (stamped
                ? Bytes.i32(bytes, tcp + TCP) ^ TcpOptions.PADDED_TIMESTAMPS
                : offset ^ BARE_OFFSET);
    if (odd != 0) {
      return false;
    }
    packet.start(bytes, tcp, Math.min(captured - TCP_AT, length), length);
    segment.clear();
    fillIp(bytes, at + ETHERNET, segment);
    fillPayload(packet, 4 * offset, segment);
    if (stamped) {
      TcpOptions.timestamps(bytes, tcp + TCP + 4, segment);
    }
    return true;
  }

  private static int negative(int number) {
    return number >> 31;
  }

  private static void fillIp(byte[] bytes, int at, DecodedSegment segment) {
    segment.ipv6 = false;
    segment.sourceHigh = 0;
    segment.sourceLow = Bytes.u32(bytes, at + 12);
    segment.destinationHigh = 0;
    segment.destinationLow = Bytes.u32(bytes, at + 16);
    segment.ipId = Bytes.u16(bytes, at + 4);
    segment.ecn = bytes[at + 1] & 3;
  }

  private static void fillPayload(PacketCursor packet, int header, DecodedSegment segment) {
    segment.payloadBuffer = packet.bytes();
    segment.payloadOffset = packet.at() + header;
    segment.payloadLength = packet.length() - header;
    segment.payloadCaptured = packet.captured() - header;
  }
}
