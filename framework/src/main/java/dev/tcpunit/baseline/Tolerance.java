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

  /** Compares numbers one by one: of segments by their share, of bytes as heads and bodies. */
  static boolean isSame(String fact, String recorded, String seen) {
    if (!seen.matches("[0-9 ]+")) {
      return false;
    }
    long[] one = numbers(recorded);
    long[] other = numbers(seen);
    boolean segments = fact.equals(FactName.DATA_SEGMENTS.words());
    boolean same = one.length == other.length;
    for (int i = 0; same && i < one.length; i++) {
      long most = segments ? ofSegments(one[i]) : ofBytes(one[i]);
      same = Math.abs(one[i] - other[i]) <= most;
    }
    return same;
  }

  private static long ofSegments(long number) {
    return Math.max(1, Math.round(number * SHARE_OF_HEAD));
  }

  /** 16 bytes or 2 % of what may be a head, and 0.1 % of what is longer. */
  private static long ofBytes(long number) {
    double head = Math.min(number, LONGEST_HEAD) * SHARE_OF_HEAD;
    return Math.max(BYTES, Math.round(Math.max(head, number * SHARE_OF_BODY)));
  }

  /** Throws a NumberFormatException where there is another thing. */
  static long[] numbers(String text) {
    return Arrays.stream(text.split(" ")).mapToLong(Long::parseLong).toArray();
  }
}
