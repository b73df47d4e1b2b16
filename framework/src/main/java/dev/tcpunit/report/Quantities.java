package dev.tcpunit.report;

import java.util.Locale;

/** Writes numbers as people read them. */
final class Quantities {
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_MINUTE = 60_000_000_000L;

  private Quantities() {}

  /** With thousands apart: {@code 154,297}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** With its noun: {@code 1 byte}, {@code 154,297 bytes}. */
  static String counted(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** To three digits or the second: {@code 0.016 ms}, {@code 206 ms}, {@code 1.25 s}, ... */
  static String duration(long nanos) {
    double millis = nanos / NANOS_PER_MILLI;
    if (nanos >= NANOS_PER_MINUTE) {
      long seconds = Math.round(nanos / NANOS_PER_SECOND);
      return String.format(Locale.ROOT, "%,d min %02d s", seconds / 60, seconds % 60);
    }
    if (millis >= 1000) {
      return significant(nanos / NANOS_PER_SECOND) + " s";
    }
    return significant(millis) + " ms";
  }

  private static String significant(double value) {
    if (value >= 99.95) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (value >= 9.995) {
      return String.format(Locale.ROOT, "%.1f", value);
    }
    return String.format(Locale.ROOT, value >= 1 ? "%.2f" : "%.3f", value);
  }
}
