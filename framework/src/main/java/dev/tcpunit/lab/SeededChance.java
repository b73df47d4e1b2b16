package dev.tcpunit.lab;

/**
 * Chance that depends on a seed and on what is asked, never on when or in which order: the packets
 * of two directions meet the link in another order each time.
 */
final class SeededChance {
  private static final double UNIT = 0x1.0p-53;

  private SeededChance() {}

  /** Scatters a number: the finalizer of the SplitMix64 generator. */
  static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** A number of [0, 1). */
  static double of(long seed, long what) {
    return (mix(mix(seed) ^ what) >>> 11) * UNIT;
  }
}
