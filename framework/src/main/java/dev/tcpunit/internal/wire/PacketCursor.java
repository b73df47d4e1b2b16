package dev.tcpunit.internal.wire;

/**
 * What is left of a packet while its headers are stripped one by one: where it starts, how many
 * bytes of it were captured, and how many it had on the wire.
 *
 * <p>The accessors read relative to the start and must lie within what {@link #need} has granted.
 */
final class PacketCursor {
  private byte[] bytes = new byte[0];
  private int at;
  private int captured;
  private int length;

  /**
   * The payload's length if the link layer states it: no later header can claim more. Where only
   * the frame ends, one can, because the frame may have been cut.
   */
  private int statedLength;

  private boolean cutShort;

  void start(byte[] newBytes, int newAt, int newCaptured, int newLength) {
    bytes = newBytes;
    at = newAt;
    captured = newCaptured;
    length = newLength;
    statedLength = Integer.MAX_VALUE;
    cutShort = false;
  }

  /**
   * Tells whether so many bytes can be read.
   *
   * @return TCP if they can; TRUNCATED if they were on the wire but not captured; MALFORMED if the
   *     packet ends before
   */
  FrameOutcome need(int count) {
    if (count <= captured) {
      return FrameOutcome.TCP;
    }
    return count <= length ? FrameOutcome.TRUNCATED : FrameOutcome.MALFORMED;
  }

  boolean has(int count) {
    return count <= captured;
  }

  /** Strips a header that {@link #need} has granted. */
  void skip(int count) {
    at += count;
    captured -= count;
    length -= count;
    statedLength -= count;
  }

  /**
   * Sets the wire length that a header claims. What lies behind it is padding; what it claims
   * beyond the frame counts as not captured.
   */
  void claim(int newLength) {
    cutShort |= newLength > length;
    length = Math.min(newLength, statedLength);
    captured = Math.min(captured, length);
  }

  /** Takes the length of its payload that a link layer states; the rest of the frame is padding. */
  void state(int newLength) {
    shorten(newLength);
    statedLength = length;
  }

  /** Cuts off what lies behind a length, if it is the shorter one. */
  void shorten(int newLength) {
    claim(Math.min(length, newLength));
  }

  /** Whether a header has claimed more than the frame had on the wire. */
  boolean isCutShort() {
    return cutShort;
  }

  byte[] bytes() {
    return bytes;
  }

  int at() {
    return at;
  }

  int captured() {
    return captured;
  }

  int length() {
    return length;
  }

  int u8(int index) {
    return Bytes.u8(bytes, at + index);
  }

  int u16(int index) {
    return Bytes.u16(bytes, at + index);
  }

  int i32(int index) {
    return Bytes.i32(bytes, at + index);
  }
}
