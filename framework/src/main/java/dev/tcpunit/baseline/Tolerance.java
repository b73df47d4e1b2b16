package dev.tcpunit.baseline;

import java.util.Arrays;

/**
 * By how much a number may differ. The head of a request changes with every version of a client by
 * the User-Agent, 1 to 9 bytes; a body does not.
 */
final class Tolerance {
  private static final long BYTES = 16;
  private static final double SHARE_OF_HEAD = 0.02;
  private static final long LONGEST_HEAD = 4_096;
  private static final double SHARE_OF_BODY = 0.001;

  private Tolerance() {}

  /** Compares numbers of bytes one by one, as heads and bodies. */
  static boolean isSame(String recorded, String seen) {
    if (!seen.matches("[0-9 ]+")) {
      return false;
    }
    long[] one = numbers(recorded);
    long[] other = numbers(seen);
    boolean same = one.length == other.length;
    for (int i = 0; same && i < one.length; i++) {
      same = Math.abs(one[i] - other[i]) <= most(one[i]);
    }
    return same;
  }

  /** 16 bytes or 2 % of what may be a head, and 0.1 % of what is longer. */
  private static long most(long number) {
    double head = Math.min(number, LONGEST_HEAD) * SHARE_OF_HEAD;
    return Math.max(BYTES, Math.round(Math.max(head, number * SHARE_OF_BODY)));
  }

  /** Throws a NumberFormatException where there is another thing. */
  static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
