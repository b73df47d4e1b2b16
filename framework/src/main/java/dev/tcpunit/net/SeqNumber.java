package dev.tcpunit.net;

/**
 * A TCP sequence number: one position in the byte stream of one direction, modulo 2<sup>32</sup>.
 *
 * <p><b>Unit and shape:</b> bytes; 32 bits in an {@code int}, read as unsigned. SYN and FIN take
 * one position each, a pure ACK none. Ranges are half-open: {@code [from, to)}.
 *
 * <p><b>Order:</b> circular, hence no {@code Comparable}: {@link #isBefore} is right only for
 * numbers less than 2<sup>31</sup> bytes apart.
 *
 * <p><b>Source:</b> RFC 9293 section 3.4. Example: {@code of(4294967290L).plus(10)} is {@code
 * of(4)}.
 *
 * @param bits the 32 bits as they stand in the TCP header
 */
public record SeqNumber(int bits) {

  /**
   * Makes a sequence number of its unsigned value.
   *
   * @param value the position, from 0 to 4294967295
   * @return the sequence number
   * @throws IllegalArgumentException if the value does not fit 32 unsigned bits
   */
  public static SeqNumber of(long value) {
    if (value < 0 || value > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException(
          "sequence number must be between 0 and 4294967295, but was " + value);
    }
    return new SeqNumber((int) value);
  }

  /**
   * The unsigned value.
   *
   * @return the position, from 0 to 4294967295
   */
  public long value() {
    return Integer.toUnsignedLong(bits);
  }

  /**
   * The sequence number that lies a number of bytes after this one, past the wrap if need be.
   *
   * @param bytes how far, in bytes, not negative
   * @return the later sequence number
   * @throws IllegalArgumentException if {@code bytes} is negative
   */
  public SeqNumber plus(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("step must not be negative, but was " + bytes);
    }
    return new SeqNumber(bits + (int) bytes);
  }

  /**
   * How far this number lies after another, by the shorter way around the circle.
   *
   * @param other the number to measure from
   * @return the distance in bytes, negative if this one lies before {@code other}
   */
  public int minus(SeqNumber other) {
    return distance(other.bits, bits);
  }

  /**
   * Whether this number lies before another, by the shorter way around the circle.
   *
   * @param other the number to compare with
   * @return true if it lies before
   */
  public boolean isBefore(SeqNumber other) {
    return minus(other) < 0;
  }

  /**
   * How far one raw sequence number lies after another, for code that keeps them as plain ints.
   *
   * @param from the 32 bits to measure from
   * @param to the 32 bits to measure to
   * @return the distance in bytes by the shorter way, negative if {@code to} lies before
   */
  public static int distance(int from, int to) {
    return to - from;
  }

  @Override
  public String toString() {
    return Integer.toUnsignedString(bits);
  }
}
