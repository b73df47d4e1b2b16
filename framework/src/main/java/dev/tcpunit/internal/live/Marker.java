package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CapturedFrame;
import java.nio.ByteBuffer;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What a marker datagram carries: TcpUnit's name, a number that no other capture in any process
 * has, and the marker's own number.
 */
final class Marker {
  /** Long enough that no link pads the frame: the payload ends where the frame ends. */
  static final int BYTES = 24;

  private static final long WORD = 0x54_63_70_55_6e_69_74_3aL; // "TcpUnit:"

  /** Differs from that of any other capture, in this process or another; it need not be secret. */
  private final long nonce =
      ThreadLocalRandom.current().nextLong() ^ ProcessHandle.current().pid() << 32;

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
    ByteBuffer bytes = ByteBuffer.wrap(frame.buffer());
    return bytes.getLong(at) == WORD && bytes.getLong(at + 8) == nonce;
  }

  long numberIn(CapturedFrame frame) {
    int end = frame.offset() + frame.capturedLength();
    return ByteBuffer.wrap(frame.buffer()).getLong(end - 8);
  }
}
