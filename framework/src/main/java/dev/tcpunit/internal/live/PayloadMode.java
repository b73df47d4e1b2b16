package dev.tcpunit.internal.live;

import dev.tcpunit.capture.CaptureRequest;

/** How much of each segment a capture keeps. */
public enum PayloadMode {
  /** Up to the end of the TCP header: fast, and nothing private is stored. */
  HEADERS(CaptureRequest.HEADERS_ONLY),
  /** The payload too. */
  FULL(CaptureRequest.FULL_PAYLOAD);

  private final int snapLength;

  PayloadMode(int snapLength) {
    this.snapLength = snapLength;
  }

  int snapLength() {
    return snapLength;
  }
}
