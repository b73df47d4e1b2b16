package dev.tcpunit.trace;

/**
 * A range of bytes that a receiver reports to have (RFC 2018 section 3), in offsets of the flow
 * that it receives.
 *
 * @param from the offset of the first byte
 * @param to the offset after the last byte
 */
public record SackBlock(long from, long to) {

  /**
   * How many bytes it covers.
   *
   * @return bytes
   */
  public long length() {
    return to - from;
  }
}
