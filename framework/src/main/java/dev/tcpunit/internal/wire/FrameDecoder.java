package dev.tcpunit.internal.wire;

import dev.tcpunit.capture.CapturedFrame;

/** Decodes frames to TCP segments: link layer, IP, TCP with its options, checksum. */
public final class FrameDecoder {
  /**
   * Decodes one frame.
   *
   * @param frame what was captured
   * @param segment filled where the outcome is {@link FrameOutcome#TCP}; its frame number is the
   *     caller's to set
   * @return TCP, or the reason why the frame is not a segment; never an exception
   */
  public FrameOutcome decode(CapturedFrame frame, DecodedSegment segment) {
    return FrameOutcome.UNSUPPORTED_LINK;
  }
}
