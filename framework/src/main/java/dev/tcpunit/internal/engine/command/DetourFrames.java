package dev.tcpunit.internal.engine.command;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.capture.LinkTypes;

/**
 * The packets of loopback while they pass the interface by which TcpUnit steers them: a program
 * that captures on all interfaces sees each of them there, and again on loopback. Only these come
 * from an Ethernet interface and have the address of loopback, all zeros, as their source.
 */
final class DetourFrames {
  private static final int ARPHRD_ETHER = 1;
  private static final int MAC_ADDRESS_BYTES = 6;
  private static final int ADDRESS_FIELD_BYTES = 8;

  private DetourFrames() {}

  static boolean is(CapturedFrame frame) {
    return switch (frame.linkType()) {
      case LinkTypes.LINUX_SLL -> isOfDetour(frame, 2, 5, 6);
      case LinkTypes.LINUX_SLL2 -> isOfDetour(frame, 8, 11, 12);
      default -> false;
    };
  }

  private static boolean isOfDetour(CapturedFrame frame, int kindAt, int lengthAt, int addressAt) {
    return frame.capturedLength() >= addressAt + ADDRESS_FIELD_BYTES
        && number(frame, kindAt, 2) == ARPHRD_ETHER
        && number(frame, lengthAt, 1) == MAC_ADDRESS_BYTES
        && number(frame, addressAt, MAC_ADDRESS_BYTES) == 0;
  }

  private static long number(CapturedFrame frame, int at, int length) {
    long value = 0;
    for (int i = 0; i < length; i++) {
      value = value << Byte.SIZE | frame.buffer()[frame.offset() + at + i] & 0xFF;
    }
    return value;
  }
}
