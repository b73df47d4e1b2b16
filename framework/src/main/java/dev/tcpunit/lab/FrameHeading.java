package dev.tcpunit.lab;

import java.nio.ByteBuffer;

/**
 * What stands before the payload of each packet of a flow, for those that are forged.
 *
 * @param headers the Ethernet and the IP header without options
 * @param ports source and destination port, sixteen bits each
 */
record FrameHeading(byte[] headers, int ports) {
  static final FrameHeading NONE = new FrameHeading(new byte[0], 0);

  private static final int IP = FrameView.ETHERNET_BYTES;
  private static final int IPV4_BYTES = 20;
  private static final int IPV6_BYTES = 40;
  private static final int HOP_LIMIT = 64;

  static FrameHeading of(FrameView frame) {
    byte[] headers = new byte[IP + (frame.isIpv4() ? IPV4_BYTES : IPV6_BYTES)];
    frame.bytes().get(frame.start(), headers);
    return new FrameHeading(headers, frame.isTcp() ? frame.ports() : 0);
  }

  /** Of the other direction, whose packets have the same source and destination on a link. */
  FrameHeading ofPeer() {
    return new FrameHeading(headers, Integer.rotateLeft(ports, Short.SIZE));
  }

  boolean isIpv4() {
    return headers.length == IP + IPV4_BYTES;
  }

  /** Where the payload of the IP packet begins. */
  int length() {
    return headers.length;
  }

  /** A frame with so many bytes after the IP header, all 0. */
  ByteBuffer frame(int protocol, int payload) {
    ByteBuffer bytes = ByteBuffer.allocate(headers.length + payload);
    bytes.put(0, headers);
    if (isIpv4()) {
      bytes.putShort(IP, (short) 0x4500).putShort(IP + 2, (short) (IPV4_BYTES + payload));
      bytes.putShort(IP + 4, (short) 0).putShort(IP + 6, (short) 0x4000); // do not fragment
      bytes.put(IP + 8, (byte) HOP_LIMIT).put(IP + 9, (byte) protocol);
      bytes.putShort(IP + 10, (short) 0);
      bytes.putShort(IP + 10, (short) ~FrameEditor.fold(sum(bytes, IP, IPV4_BYTES)));
    } else {
      bytes.putInt(IP, 0x60000000).putShort(IP + 4, (short) payload);
      bytes.put(IP + 6, (byte) protocol).put(IP + 7, (byte) HOP_LIMIT);
    }
    return bytes;
  }

  /** The checksum of all after the IP header, with the addresses and the protocol in it. */
  int checksumWithAddresses(ByteBuffer frame, int protocol) {
    int addressBytes = isIpv4() ? 2 * Integer.BYTES : 4 * Long.BYTES;
    int payload = frame.capacity() - headers.length;
    int pseudo = sum(frame, headers.length - addressBytes, addressBytes) + protocol + payload;
    return ~FrameEditor.fold(pseudo + sum(frame, headers.length, payload));
  }

  /** The checksum of all after the IP header. */
  int checksum(ByteBuffer frame) {
    return ~FrameEditor.fold(sum(frame, headers.length, frame.capacity() - headers.length));
  }

  private static int sum(ByteBuffer bytes, int at, int length) {
    int sum = 0;
    for (int i = 0; i < length; i++) {
      sum += (bytes.get(at + i) & 0xFF) << ((i & 1) == 0 ? Byte.SIZE : 0);
    }
    return sum;
  }
}
