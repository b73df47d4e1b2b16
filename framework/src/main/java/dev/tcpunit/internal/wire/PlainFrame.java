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
  private static final int ETHER_TYPE = 0x0800;
  private static final int VERSION_AND_LENGTH = 0x45;
  private static final int FRAGMENTED = 0x3FFF;
  private static final int BARE_OFFSET = TCP / 4;
  private static final int STAMPED_OFFSET = (TCP + TcpOptions.PADDED_TIMESTAMPS_LENGTH) / 4;

  private PlainFrame() {}

  /**
   * Decodes a frame if it is plain.
   *
   * @param packet stands at the TCP header afterwards, if it is
   */
  static boolean decode(CapturedFrame frame, PacketCursor packet, DecodedSegment segment) {
    byte[] bytes = frame.buffer();
    int at = frame.offset();
    int captured = frame.capturedLength();
    if (frame.linkType() != LinkTypes.ETHERNET
        || captured < TCP_AT + TCP + TcpOptions.PADDED_TIMESTAMPS_LENGTH
        || Bytes.u16(bytes, at + 12) != ETHER_TYPE
        || !isPlainIp(bytes, at + ETHERNET, frame.originalLength() - ETHERNET)) {
      return false;
    }
    int length = Bytes.u16(bytes, at + ETHERNET + 2) - IPV4;
    int tcp = at + TCP_AT;
    int offset = Bytes.u8(bytes, tcp + 12) >> 4;
    boolean stamped =
        offset == STAMPED_OFFSET && Bytes.i32(bytes, tcp + TCP) == TcpOptions.PADDED_TIMESTAMPS;
    if (!stamped && offset != BARE_OFFSET || 4 * offset > length) {
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

  private static boolean isPlainIp(byte[] bytes, int at, int available) {
    int total = Bytes.u16(bytes, at + 2);
    return bytes[at] == VERSION_AND_LENGTH
        && total >= IPV4 + TCP
        && total <= available
        && (Bytes.u16(bytes, at + 6) & FRAGMENTED) == 0
        && bytes[at + 9] == IpProtocols.TCP;
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
