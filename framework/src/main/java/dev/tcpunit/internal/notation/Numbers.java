package dev.tcpunit.internal.notation;

/** Decimal numbers of a header field's size. */
final class Numbers {
  static final long MAX_32_BITS = 0xFFFF_FFFFL;
  static final long MAX_16_BITS = 0xFFFF;

  private Numbers() {}

  static long unsigned(String field, String digits, long max) {
    try {
      long value = Long.parseLong(digits);
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException ignored) {
      // Said below, together with numbers that are too large.
    }
    throw new NotationException(field + " must be between 0 and " + max + ", but is " + digits);
  }

  /** A number of 32 bits, as the {@code int} that stands for it in a header. */
  static int bits32(String field, String digits) {
    return (int) unsigned(field, digits, MAX_32_BITS);
  }
}
