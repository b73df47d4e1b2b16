package dev.tcpunit.lab;

import java.nio.ByteBuffer;

/** Changes a frame where it lies, and keeps its checksums as right or wrong as they were. */
final class FrameEditor {
  private static final int CHECKSUM = 16;
  private static final int WINDOW = 14;
  private static final int TCP_HEADER_BYTES = 20;
  private static final int IPV4_CHECKSUM = 10;
  private static final int ECN_BITS = 3;
  private static final int IPV6_ECN_SHIFT = 4; // the traffic class begins in the middle of a byte
  private static final int END_OF_OPTIONS = 0;
  private static final int NO_OPERATION = 1;

  private FrameEditor() {}

  /** Replaces a byte of the TCP segment. */
  static void rewriteByte(FrameView frame, int at, int value) {
    boolean high = (at - frame.tcpAt() & 1) == 0;
    exchange(frame.bytes(), at, value, high, frame.tcpAt() + CHECKSUM);
  }

  /** RFC 1624: the new sum follows from the old one and the difference. */
  private static void exchange(ByteBuffer bytes, int at, int value, boolean high, int sumAt) {
    int shift = high ? Byte.SIZE : 0;
    int before = (bytes.get(at) & 0xFF) << shift;
    int after = (value & 0xFF) << shift;
    int sum = (~bytes.getShort(sumAt) & 0xFFFF) + (~before & 0xFFFF) + after;
    bytes.put(at, (byte) value);
    bytes.putShort(sumAt, (short) ~fold(sum));
  }

  /** Adds the carries in until sixteen bits are left (RFC 1071). */
  static int fold(int sum) {
    int folded = sum;
    while (folded >>> Short.SIZE != 0) {
      folded = (folded & 0xFFFF) + (folded >>> Short.SIZE);
    }
    return folded;
  }

  /** Replaces the window field, which is not scaled. */
  static void rewriteWindow(FrameView frame, int window) {
    rewriteByte(frame, frame.tcpAt() + WINDOW, window >>> Byte.SIZE);
    rewriteByte(frame, frame.tcpAt() + WINDOW + 1, window);
  }

  /** Makes the checksum of the segment wrong, whatever it was. */
  static void spoilChecksum(FrameView frame) {
    int at = frame.tcpAt() + CHECKSUM;
    frame.bytes().put(at, (byte) (frame.bytes().get(at) ^ 1));
  }

  /**
   * Marks congestion experienced, if the sender uses ECN (RFC 3168 section 5); returns whether it
   * did.
   */
  static boolean markCongestion(FrameView frame) {
    ByteBuffer bytes = frame.bytes();
    int at = frame.ipAt() + 1;
    int shift = frame.isIpv4() ? 0 : IPV6_ECN_SHIFT;
    int before = bytes.get(at);
    if ((before >>> shift & ECN_BITS) == 0) {
      return false;
    }
    int after = before | ECN_BITS << shift;
    if (frame.isIpv4()) {
      exchange(bytes, at, after, false, frame.ipAt() + IPV4_CHECKSUM);
    } else {
      bytes.put(at, (byte) after);
    }
    return true;
  }

  /**
   * Puts no-operations in an option's place; returns false if the segment has none of that kind.
   */
  static boolean stripOption(FrameView frame, int kind) {
    ByteBuffer bytes = frame.bytes();
    int at = frame.tcpAt() + TCP_HEADER_BYTES;
    boolean found = false;
    while (at < frame.payloadAt() && bytes.get(at) != END_OF_OPTIONS) {
      int length = 1;
      if (bytes.get(at) != NO_OPERATION) {
        length = at + 1 < frame.payloadAt() ? bytes.get(at + 1) & 0xFF : 0;
        if (length < 2 || at + length > frame.payloadAt()) {
          return found; // a list that cannot be read on
        }
        if ((bytes.get(at) & 0xFF) == kind) {
          found = true;
          for (int i = 0; i < length; i++) {
            rewriteByte(frame, at + i, NO_OPERATION);
          }
        }
      }
      at += length;
    }
    return found;
  }
}
