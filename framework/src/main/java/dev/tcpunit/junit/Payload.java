package dev.tcpunit.junit;

/** How much of each segment a capture keeps. */
public enum Payload {
  /** What the setting {@code tcpunit.payload} says, {@code headers} or {@code full}; or headers. */
  AS_CONFIGURED,
  /**
   * Everything up to the end of the TCP header. Fast, and no artifact holds what the test sent.
   * Assertions on the payload then cannot tell.
   */
  HEADERS,
  /** The payload too. */
  FULL
}
