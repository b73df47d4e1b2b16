package dev.tcpunit.fuzz;

import dev.tcpunit.fuzz.Frames.Frame;
import java.nio.ByteBuffer;

/**
 * Frames of IPv4 as frames of IPv6, which have no identification, by which a copy is told from a
 * segment sent again: their verdicts are those of IPv4 without one.
 */
final class Ipv6 {
  private static final int ETHERNET = 14;
  private static final int IPV6_HEADER = 40;
  private static final int TCP = 6;

  private Ipv6() {}

  /** The frame of IPv6; the same one where it is no whole TCP header behind IPv4. */
  static Frame of(Frame frame) {
    byte[] bytes = frame.bytes();
    Header header = Header.of(bytes);
    if (header == null || bytes[12] != 8) {
      return frame;
    }
    int from = header.start();
    byte[] turned = new byte[bytes.length - from + ETHERNET + IPV6_HEADER];
    System.arraycopy(bytes, 0, turned, 0, 12);
    System.arraycopy(bytes, from, turned, ETHERNET + IPV6_HEADER, bytes.length - from);
    ByteBuffer old = ByteBuffer.wrap(bytes);
    ByteBuffer out = ByteBuffer.wrap(turned).position(12);
    int segment = (old.getShort(ETHERNET + 2) & 0xFFFF) - (from - ETHERNET);
    out.putShort((short) 0x86DD);
    out.putInt(6 << 28 | (bytes[ETHERNET + 1] & 0xFF) << 20);
    out.putShort((short) segment).put((byte) TCP).put(bytes[ETHERNET + 8]);
    putAddress(out, old.getInt(ETHERNET + 12));
    putAddress(out, old.getInt(ETHERNET + 16));
    Header.of(turned).setSumOfAddresses(header);
    return frame.with(turned);
  }

  /** The frame with the identification 0, which a sender may use where nothing is fragmented. */
  static Frame unidentified(Frame frame) {
    byte[] bytes = frame.bytes().clone();
    if (Header.of(bytes) == null || bytes[12] != 8) {
      return frame;
    }
    ByteBuffer out = ByteBuffer.wrap(bytes);
    int id = out.getShort(ETHERNET + 4) & 0xFFFF;
    int sum = (~out.getShort(ETHERNET + 10) & 0xFFFF) + (~id & 0xFFFF);
    out.putShort(ETHERNET + 4, (short) 0);
    out.putShort(ETHERNET + 10, (short) ~Header.fold(sum));
    return frame.with(bytes);
  }

  private static void putAddress(ByteBuffer out, int ipv4) {
    if (ipv4 == 0x7F000001) {
      out.putLong(0).putLong(1);
    } else {
      out.putLong(0xFD00_0000_0000_0000L).putInt(0).putInt(ipv4);
    }
  }
}
