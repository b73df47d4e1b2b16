package dev.tcpunit.internal.file;

/**
 * Turns the times of one pcapng interface into nanoseconds since the epoch.
 *
 * <p>The option if_tsresol gives the unit as a negative power of ten, or of two if its top bit is
 * set. Times beyond the 292 years that 63 bits of nanoseconds hold become the last of them.
 */
final class TimeResolution {
  /** The resolution where an interface does not say: microseconds. */
  static final int DEFAULT = 6;

  private static final int BINARY = 0x80;
  private static final int NANO = 9;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** The highest power of ten that a long holds. */
  private static final int MAXIMUM_POWER = 18;

  private final boolean binary;
  private final int exponent;
  private final long factor;
  private final long offsetNanos;

  private TimeResolution(boolean binary, int exponent, long factor, long offsetNanos) {
    this.binary = binary;
    this.exponent = exponent;
    this.factor = factor;
    this.offsetNanos = offsetNanos;
  }

  /** Made of if_tsresol's byte, and of what if_tsoffset adds to each time. */
  static TimeResolution of(int resolution, long offsetSeconds) {
    int exponent = resolution & ~BINARY;
    long factor = power(Math.min(Math.abs(NANO - exponent), MAXIMUM_POWER));
    return new TimeResolution(
        (resolution & BINARY) != 0,
        exponent,
        factor,
        saturatedProduct(offsetSeconds, NANOS_PER_SECOND));
  }

  /** The time of an unsigned number of units. */
  long nanos(long units) {
    long nanos = binary ? fromBinary(units) : fromDecimal(units);
    if (offsetNanos == 0) {
      return nanos;
    }
    long sum = nanos + offsetNanos;
    return offsetNanos > 0 && sum < nanos ? Long.MAX_VALUE : sum;
  }

  private long fromDecimal(long units) {
    if (exponent <= NANO) {
      return units < 0 ? Long.MAX_VALUE : saturatedProduct(units, factor);
    }
    return exponent - NANO > MAXIMUM_POWER ? 0 : Long.divideUnsigned(units, factor);
  }

  private long fromBinary(long units) {
    long seconds = exponent < Long.SIZE ? units >>> exponent : 0;
    long fraction = exponent < Long.SIZE ? units & (1L << exponent) - 1 : units;
    long whole = seconds < 0 ? Long.MAX_VALUE : saturatedProduct(seconds, NANOS_PER_SECOND);
    long sum = whole + fractionNanos(fraction);
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** {@code fraction * 10^9 / 2^exponent}: the fraction's top 32 bits tell the nanosecond. */
  private long fractionNanos(long fraction) {
    int excess = Math.max(0, exponent - 32);
    long top = excess < Long.SIZE ? fraction >>> excess : 0;
    return top * NANOS_PER_SECOND >>> exponent - excess;
  }

  private static long saturatedProduct(long value, long factor) {
    long high = Math.multiplyHigh(value, factor);
    long low = value * factor;
    if (high == low >> Long.SIZE - 1) {
      return low;
    }
    return high < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
  }

  private static long power(int exponent) {
    long power = 1;
    for (int i = 0; i < exponent; i++) {
      power *= 10;
    }
    return power;
  }
}
