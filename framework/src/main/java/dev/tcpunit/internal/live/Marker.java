package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CapturedFrame;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;

/**
 * What a marker datagram carries: a word that says whose it is, a number that no other capture in
 * any process has, and the marker's own number.
 */
final class Marker {
  /** Long enough that no link pads the frame: the payload ends where the frame ends. */
  static final int BYTES = 24;

  private static final long WORD = 0x54_63_70_55_6e_69_74_3aL; // "TcpUnit:"
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final long nonce = new SecureRandom().nextLong();

  byte[] payload(long number) {
    return ByteBuffer.allocate(BYTES).putLong(WORD).putLong(nonce).putLong(number).array();
  }

  /**
   * Whether the frame ends in one of this capture's markers; all of it is compared, so no other
   * datagram is taken for one.
   */
  boolean isIn(CapturedFrame frame) {
    if (frame.capturedLength() != frame.originalLength() || frame.capturedLength() < BYTES) {
      return false;
    }
    int at = frame.offset() + frame.capturedLength() - BYTES;
    return (long) LONG.get(frame.buffer(), at) == WORD
        && (long) LONG.get(frame.buffer(), at + 8) == nonce;
  }

  long numberIn(CapturedFrame frame) {
    return (long) LONG.get(frame.buffer(), frame.offset() + frame.capturedLength() - 8);
  }
}
