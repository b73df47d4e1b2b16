package dev.tcpunit.internal.notation;

/** Writes numbers as people read them. */
public final class Quantities {
  private static final long MICRO = 1_000;
  private static final long MILLI = 1_000_000;
  private static final long SECOND = 1_000_000_000;
  private static final long MINUTE = 60 * SECOND;

  private Quantities() {}

  /** With thousands apart: {@code 154,297}. */
  public static String count(long number) {
    String digits = Long.toString(number);
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > (number < 0 ? 1 : 0); i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }

  /** With its noun: {@code 1 byte}, {@code 154,297 bytes}. */
  public static String counted(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /**
   * To three digits or the second: {@code 0.016 ms}, {@code 206 ms}, {@code 1.25 s}, ...; nothing
   * below 0.
   */
  public static String duration(long difference) {
    long nanos = Math.max(0, difference);
    if (nanos >= MINUTE) {
      long seconds = (nanos + SECOND / 2) / SECOND;
      long rest = seconds % 60;
      return count(seconds / 60) + " min " + (rest < 10 ? "0" : "") + rest + " s";
    }
    return nanos >= SECOND ? significant(nanos, SECOND) + " s" : significant(nanos, MILLI) + " ms";
  }

  /** Three digits of a number of units, or the thousandths of the first. */
  private static String significant(long nanos, long unit) {
    int decimals = 3;
    long step = unit / MICRO;
    for (long ones = nanos / unit; ones > 0 && decimals > 0; ones /= 10) {
      decimals--;
      step *= 10;
    }
    long steps = (nanos + step / 2) / step;
    return decimals == 0 ? Long.toString(steps) : decimal(steps, decimals);
  }

  private static String decimal(long steps, int decimals) {
    StringBuilder digits = new StringBuilder(Long.toString(steps));
    while (digits.length() <= decimals) {
      digits.insert(0, '0');
    }
    return digits.insert(digits.length() - decimals, '.').toString();
  }
}
