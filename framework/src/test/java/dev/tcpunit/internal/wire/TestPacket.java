package dev.tcpunit.internal.wire;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;
import dev.tcpunit.net.ChecksumStatus;
import dev.tcpunit.net.TcpFlags;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** Builds the bytes of one TCP segment with right checksums, and the headers around it. */
public final class TestPacket {
  static final int ISN = 0xFFFF_FFF0;
  static final byte[] V4_SOURCE = hex("c0000201");
  static final byte[] V4_DESTINATION = hex("c0000202");
  static final byte[] V6_SOURCE = hex("20010db8000000000000000000000001");
  static final byte[] V6_DESTINATION = hex("20010db8000000000000000000000002");

  private boolean ipv6;
  private int flags = TcpFlags.ACK | TcpFlags.PSH;
  private byte[] options = new byte[0];
  private byte[] payload = "upload".getBytes(StandardCharsets.US_ASCII);

  public static TestPacket ipv4() {
    return new TestPacket();
  }

  static TestPacket ipv6() {
    TestPacket packet = new TestPacket();
    packet.ipv6 = true;
    return packet;
  }

  public TestPacket flags(int newFlags) {
    flags = newFlags;
    return this;
  }

  TestPacket options(String newOptions) {
    options = hex(newOptions);
    return this;
  }

  public TestPacket payload(byte[] newPayload) {
    payload = newPayload;
    return this;
  }

  TestPacket payloadOf(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (i * 31 + 7);
    }
    return payload(bytes);
  }

  /** The TCP header, its options padded with end-of-list, and the payload. */
  byte[] tcp() {
    byte[] padded = Arrays.copyOf(options, options.length + 3 & ~3);
    int offset = (20 + padded.length) / 4;
    byte[] tcp =
        join(
            u16(40_000),
            u16(443),
            i32(ISN),
            i32(0xFFFF_FFF8),
            u16(offset << 12 | flags),
            u16(1_024),
            u16(0),
            u16(7),
            padded,
            payload);
    setU16(tcp, 16, ~pseudoAndSum(tcp) & 0xFFFF);
    return tcp;
  }

  /** The IP datagram around {@link #tcp}. */
  public byte[] ip() {
    return ip(tcp());
  }

  byte[] ip(byte[] tcp) {
    return ipv6 ? ipv6(6, tcp) : ipv4(6, 0x4000, hex(""), tcp);
  }

  byte[] ethernet() {
    return join(hex("020000000002020000000001"), hex(ipv6 ? "86dd" : "0800"), ip());
  }

  static byte[] ipv4(int protocol, int fragmentField, byte[] options, byte[] content) {
    int headerLength = 20 + options.length;
    byte[] header =
        join(
            new byte[] {(byte) (0x40 | headerLength / 4), 2},
            u16(headerLength + content.length),
            u16(0x1234),
            u16(fragmentField),
            new byte[] {64, (byte) protocol},
            u16(0),
            V4_SOURCE,
            V4_DESTINATION,
            options);
    setU16(header, 10, ~referenceSum(header) & 0xFFFF);
    return join(header, content);
  }

  static byte[] ipv6(int nextHeader, byte[] content) {
    return join(
        hex("60100000"),
        u16(content.length),
        new byte[] {(byte) nextHeader, 64},
        V6_SOURCE,
        V6_DESTINATION,
        content);
  }

  /** The folded sum of pseudo-header and bytes, not complemented. */
  int pseudoAndSum(byte[] bytes) {
    return referenceSum(join(pseudoHeader(bytes.length), bytes));
  }

  byte[] pseudoHeader(int length) {
    return ipv6
        ? join(V6_SOURCE, V6_DESTINATION, i32(length), i32(6))
        : join(V4_SOURCE, V4_DESTINATION, u16(6), u16(length));
  }

  /** RFC 1071 section 1 to the letter, one 16-bit number after the other. */
  static int referenceSum(byte[] bytes) {
    int sum = 0;
    for (int i = 0; i < bytes.length; i += 2) {
      sum += (bytes[i] & 0xFF) << 8 | (i + 1 < bytes.length ? bytes[i + 1] & 0xFF : 0);
      sum = (sum & 0xFFFF) + (sum >>> 16);
    }
    return sum;
  }

  static CapturedFrame frame(int linkType, byte[] bytes) {
    return frame(linkType, bytes, bytes.length);
  }

  /** A frame of which so many bytes were captured, not at the start of its buffer. */
  static CapturedFrame frame(int linkType, byte[] bytes, int captured) {
    byte[] buffer = join(hex("eeeeee"), Arrays.copyOf(bytes, captured), hex("dddd"));
    return new CapturedFrame()
        .wrap(buffer, 3, captured, bytes.length)
        .stamp(1_000_000_007L, linkType, ChecksumStatus.UNKNOWN);
  }

  static CapturedFrame raw(byte[] ip) {
    return frame(LinkTypes.RAW, ip);
  }

  static byte[] hex(String text) {
    return HexFormat.of().parseHex(text.replace(" ", ""));
  }

  static byte[] u16(int value) {
    return new byte[] {(byte) (value >> 8), (byte) value};
  }

  static byte[] i32(int value) {
    return join(u16(value >>> 16), u16(value));
  }

  static void setU16(byte[] bytes, int at, int value) {
    bytes[at] = (byte) (value >> 8);
    bytes[at + 1] = (byte) value;
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }
}
