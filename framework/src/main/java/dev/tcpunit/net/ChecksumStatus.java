package dev.tcpunit.net;

/** What is known of the TCP checksum of one segment as it was captured (RFC 9293 section 3.1). */
public enum ChecksumStatus {
  /** The sum was computed over the captured bytes and is right. */
  VALID,
  /**
   * The sender left the sum to the network device: the field holds the pseudo-header's sum alone,
   * or the capture engine says that the sum was not ready. Normal on loopback; never a failure.
   */
  OFFLOADED,
  /** The sum was computed over the captured bytes and is wrong. */
  BAD,
  /** Not all bytes were captured, or there is no checksum (a text trace). */
  UNKNOWN
}
