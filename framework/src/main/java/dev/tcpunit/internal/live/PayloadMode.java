package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CaptureRequest;

/** How much of each segment a capture keeps. */
public enum PayloadMode {
  /** Up to the end of the TCP header: fast, and nothing private is stored. */
  HEADERS(CaptureRequest.HEADERS_ONLY, CaptureRequest.DEFAULT_BUFFER_BYTES),
  /**
   * The payload too. Whole super-segments fill the kernel's buffer faster than libpcap's reader is
   * woken, so it gets a larger one.
   */
  FULL(CaptureRequest.FULL_PAYLOAD, 4 * CaptureRequest.DEFAULT_BUFFER_BYTES);

  private final int snapLength;
  private final int bufferBytes;

  PayloadMode(int snapLength, int bufferBytes) {
    this.snapLength = snapLength;
    this.bufferBytes = bufferBytes;
  }

  int bufferBytes() {
    return bufferBytes;
  }

  int snapLength() {
    return snapLength;
  }
}
