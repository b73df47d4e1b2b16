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
    if (outcome == FrameOutcome.TCP && segment.payloadBuffer == frame.buffer()) {
      return segment.payloadLength == 0
          ? frame.capturedLength()
          : segment.payloadOffset - frame.offset();
    }
    int most = Math.min(frame.capturedLength(), OTHER_HEADERS);
    // The payload of a reassembled datagram lies in another buffer.
    boolean fragment = outcome == FrameOutcome.FRAGMENT || outcome == FrameOutcome.TCP;
    return fragment && segment.fragmentHeadersEnd >= 0
        ? Math.min(most, segment.fragmentHeadersEnd - frame.offset())
        : most;
  }
}
