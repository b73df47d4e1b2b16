package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameOutcome;

/**
 * How much of a frame is kept where only headers are wanted: what was said in the payload is
 * nobody's business then.
 */
final class HeaderLength {
  /** What a frame that is no TCP segment keeps. */
  private static final int OTHER_HEADERS = 96;

  private HeaderLength() {}

  static int of(CapturedFrame frame, FrameOutcome outcome, DecodedSegment segment) {
    boolean whole = outcome == FrameOutcome.TCP && segment.payloadLength == 0;
    if (whole) {
      return frame.capturedLength();
    }
    // The payload of a reassembled datagram lies in another buffer.
    return outcome == FrameOutcome.TCP && segment.payloadBuffer == frame.buffer()
        ? segment.payloadOffset - frame.offset()
        : Math.min(frame.capturedLength(), OTHER_HEADERS);
  }
}
