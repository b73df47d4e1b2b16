package dev.tcpunit.internal.linux;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A request of rtnetlink(7) in the making: header, fixed part, then attributes that may nest. */
final class NetlinkMessage {
  static final int HEADER_BYTES = 16;

  private static final int CAPACITY = 512;
  private static final int TYPE = 4;
  private static final int FLAGS = 6;

  private final ByteBuffer bytes = NativeMemory.allocate(CAPACITY);

  NetlinkMessage(int type, int flags) {
    bytes.putShort(TYPE, (short) type).putShort(FLAGS, (short) flags).position(HEADER_BYTES);
  }

  /** {@code struct ifinfomsg}: an interface, and which of its flags become what. */
  NetlinkMessage interfaceInfo(int index, int flags, int changed) {
    bytes.putInt(0).putInt(index).putInt(flags).putInt(changed);
    return this;
  }

  NetlinkMessage bytes(int... values) {
    for (int value : values) {
      bytes.put((byte) value);
    }
    return this;
  }

  NetlinkMessage raw(byte[] values) {
    bytes.put(values);
    return this;
  }

  NetlinkMessage shortInteger(int value) {
    bytes.putShort((short) value);
    return this;
  }

  NetlinkMessage integer(int value) {
    bytes.putInt(value);
    return this;
  }

  NetlinkMessage attribute(int type, String text) {
    int start = open(type);
    bytes.put(text.getBytes(StandardCharsets.US_ASCII)).put((byte) 0);
    return close(start);
  }

  NetlinkMessage attribute(int type, int value) {
    int start = open(type);
    bytes.putInt(value);
    return close(start);
  }

  NetlinkMessage attribute(int type, byte[] value) {
    int start = open(type);
    bytes.put(value);
    return close(start);
  }

  NetlinkMessage byteAttribute(int type, int value) {
    return attribute(type, new byte[] {(byte) value});
  }

  /** Begins an attribute that holds others; what it returns ends it. */
  int open(int type) {
    int start = bytes.position();
    bytes.putShort((short) 0).putShort((short) type);
    return start;
  }

  NetlinkMessage close(int start) {
    bytes.putShort(start, (short) (bytes.position() - start));
    bytes.position((bytes.position() + 3) & ~3); // attributes begin at multiples of four
    return this;
  }

  /** The whole request, from the start to the position. */
  ByteBuffer finish() {
    return bytes.putInt(0, bytes.position());
  }
}
