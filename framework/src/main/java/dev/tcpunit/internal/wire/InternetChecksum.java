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
   * <p>Read in the byte order of most machines, which gives the same sum with its bytes swapped
   * (RFC 1071 section 2, B), and 8 bytes at a time: of each, the upper half is added up apart, and
   * the sum of the lower halves is what the wrapping total has beyond it.
   *
   * @return a sum folded to 16 bits
   */
  static int sum(byte[] bytes, int from, int length) {
    long total = 0;
    long upper = 0;
    int at = from;
    int end = from + length;
    for (; at <= end - 8; at += 8) {
      long eight = Bytes.i64LittleEndian(bytes, at);
      total += eight;
      upper += eight >>> 32;
    }
    long rest = rest(bytes, at, end);
    total += rest;
    upper += rest >>> 32;
    int swapped = fold(upper + (total - (upper << 32)));
    return Short.toUnsignedInt(Short.reverseBytes((short) swapped));
  }

  private static long rest(byte[] bytes, int from, int end) {
    long rest = 0;
    for (int at = from; at < end; at++) {
      rest |= (long) Bytes.u8(bytes, at) << 8 * (at - from);
    }
    return rest;
  }

  /** The addresses of a packet, as a pseudo-header has them; not folded. */
  static long addresses(DecodedSegment segment) {
    return halves(segment.sourceHigh)
        + halves(segment.sourceLow)
        + halves(segment.destinationHigh)
        + halves(segment.destinationLow);
  }

  /** Eight bytes in network byte order, as a sum that is not folded. */
  static long halves(long value) {
    return (value >>> 32) + (value & LOW_HALF);
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
    // Without a branch: one field of 65536 would take it late, and make the JIT discard what it
    // compiled.
    return (int) folded | (int) folded - 1 >> 31 & ZERO;
  }
}
