package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CapturedFrame;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.internal.wire.FrameOutcome;

/**
 * How many bytes of a frame are kept where only headers are wanted: its payload is then not stored
 * at all.
 */
final class HeaderLength {
  /** What a frame that is no TCP segment keeps. */
  private static final int OTHER_HEADERS = 96;

  private HeaderLength() {}

  static int of(CapturedFrame frame, FrameOutcome outcome, DecodedSegment segment) {
    boolean placed = outcome == FrameOutcome.TCP || outcome == FrameOutcome.ICMP_ERROR;
    if (placed && segment.payloadBuffer == frame.buffer()) {
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
