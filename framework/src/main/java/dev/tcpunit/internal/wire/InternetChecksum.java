package dev.tcpunit.internal.wire;

/** Ones' complement sums (RFC 1071). */
final class InternetChecksum {
  /** What {@link #fold} makes of all sums that are zero in ones' complement. */
  static final int ZERO = 0xFFFF;

  private static final long LOW_HALF = 0xFFFF_FFFFL;

  private InternetChecksum() {}

  /**
   * Adds up bytes as 16-bit numbers in network byte order, an odd last byte padded with zero.
   *
   * @return a sum still to be folded; it cannot overflow for less than 2<sup>31</sup> bytes
   */
  static long sum(byte[] bytes, int from, int length) {
    // Two sums, so that one addition need not wait for the other.
    long upper = 0;
    long lower = 0;
    int at = from;
    int end = from + length;
    for (; at <= end - 8; at += 8) {
      long eight = Bytes.i64(bytes, at);
      upper += eight >>> 32;
      lower += eight & LOW_HALF;
    }
    long sum = upper + lower;
    for (; at <= end - 2; at += 2) {
      sum += Bytes.u16(bytes, at);
    }
    return at < end ? sum + (Bytes.u8(bytes, at) << 8) : sum;
  }

  /**
   * Folds a sum to 16 bits.
   *
   * @return from 1 to 0xFFFF: zero has two forms in ones' complement, of which this returns {@link
   *     #ZERO}
   */
  static int fold(long sum) {
    long folded = (sum >>> 32) + (sum & LOW_HALF);
    folded = (folded >>> 16) + (folded & 0xFFFF);
    folded = (folded >>> 16) + (folded & 0xFFFF);
    folded = (folded >>> 16) + (folded & 0xFFFF);
    return folded == 0 ? ZERO : (int) folded;
  }
}
