package dev.tcpunit.internal.wire;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;

/**
 * Reads at once what nearly all frames are: Ethernet, IPv4 without options or fragments, TCP. It
 * fills the segment as the layers one by one would do; all other frames are left to them.
 *
 * <p>It reads eight bytes at a time: each access costs more to compile than to execute.
 */
final class PlainFrame {
  private static final int ETHERNET = 14;
  private static final int IPV4 = 20;
  private static final int TCP_AT = ETHERNET + IPV4;

  /** EtherType, IP version and header length; type of service, length and identification vary. */
  private static final long IPV4_WITHOUT_OPTIONS = 0x0800_4500_0000_0000L;

  private static final long VARYING = 0x00FF_FFFF_FFFFL;

  /** The fragment's offset and flag, and the protocol. */
  private static final long FRAGMENT_AND_PROTOCOL = 0x3FFF_00FF_0000_0000L;

  private static final long WHOLE_TCP = (long) IpProtocols.TCP << 32;

  /** As much of the first eight bytes read as lies in the IP header. */
  private static final long IN_HEADER = 0xFFFF_FFFF_FFFFL;

  private static final int STAMPED = TcpHeader.MIN_LENGTH + TcpOptions.PADDED_TIMESTAMPS_LENGTH;

  private PlainFrame() {}

  /**
   * Decodes a frame if it is plain. All that would make it unusual is joined to one number that
   * must be 0: where few frames of a capture are unusual, this costs less than a branch for each
   * reason.
   *
   * @param packet stands at the TCP header afterwards, if it is
   */
  static boolean decode(CapturedFrame frame, PacketCursor packet, DecodedSegment segment) {
    byte[] bytes = frame.buffer();
    int at = frame.offset();
    int captured = frame.capturedLength() - TCP_AT;
    if (frame.linkType() != LinkTypes.ETHERNET || captured < TcpHeader.MIN_LENGTH) {
      return false;
    }
    int tcp = at + TCP_AT;
    long start = Bytes.i64(bytes, at + ETHERNET - 2);
    int length = (int) (start >>> 16 & 0xFFFF) - IPV4;
    int header = (bytes[tcp + 12] >> 4 & 0xF) * 4;
    long middle = Bytes.i64(bytes, at + ETHERNET + 6);
    long addresses = Bytes.i64(bytes, at + ETHERNET + 12);
    long odd =
        (start ^ IPV4_WITHOUT_OPTIONS) & ~VARYING
            | middle & FRAGMENT_AND_PROTOCOL ^ WHOLE_TCP
            | sum(start & IN_HEADER, middle >>> 16, addresses) ^ InternetChecksum.ZERO
            | negative(frame.originalLength() - TCP_AT - length)
            | negative(header - TcpHeader.MIN_LENGTH)
            | negative(Math.min(length, captured) - header);
    if (odd != 0) {
      return false;
    }
    packet.start(bytes, tcp, Math.min(captured, length), length);
    segment.clear();
    fillIp(start, addresses, segment);
    TcpHeader.fill(bytes, tcp, segment);
    fillPayload(packet, header, segment);
    if (header == STAMPED && Bytes.i64(bytes, tcp + 20) >>> 32 == TcpOptions.PADDED_TIMESTAMPS) {
      TcpOptions.timestamps(bytes, tcp + 24, segment);
    } else if (header > TcpHeader.MIN_LENGTH) {
      int end = tcp + header;
      TcpOptions.read(bytes, tcp + TcpHeader.MIN_LENGTH, end, end, segment);
    }
    return true;
  }

  /** The header's sum, of its bytes 0 to 5, 6 to 11 and 12 to 19 (RFC 791 section 3.1). */
  private static int sum(long first, long second, long third) {
    return InternetChecksum.fold(
        InternetChecksum.halves(first)
            + InternetChecksum.halves(second)
            + InternetChecksum.halves(third));
  }

  private static int negative(int number) {
    return number >> 31;
  }

  private static void fillIp(long start, long addresses, DecodedSegment segment) {
    segment.ipv6 = false;
    segment.sourceHigh = 0;
    segment.sourceLow = addresses >>> 32;
    segment.destinationHigh = 0;
    segment.destinationLow = addresses & 0xFFFF_FFFFL;
    segment.ipId = (int) start & 0xFFFF;
    segment.ecn = (int) (start >>> 32) & 3;
  }

  private static void fillPayload(PacketCursor packet, int header, DecodedSegment segment) {
    segment.payloadBuffer = packet.bytes();
    segment.payloadOffset = packet.at() + header;
    segment.payloadLength = packet.length() - header;
    segment.payloadCaptured = packet.captured() - header;
  }
}
