package dev.tcpunit.internal.wire;

import java.util.Arrays;

/**
 * The option of accurate ECN (RFC 9768 section 3.2.3): up to three counters of 24 bits each, of the
 * bytes that arrived ECT(0), CE and ECT(1). Its kind tells whether ECT(0) or ECT(1) comes first.
 */
public final class AccurateEcnOption {
  /** ECT(0), CE, ECT(1). */
  public static final int KIND_0 = 172;

  /** ECT(1), CE, ECT(0). */
  public static final int KIND_1 = 174;

  private static final int ECT_1 = 1;
  private static final int ECT_0 = 2;
  private static final int CE = 3;
  private static final int COUNTER = 3;
  private static final int[] ORDER_0 = {ECT_0, CE, ECT_1};
  private static final int[] ORDER_1 = {ECT_1, CE, ECT_0};

  private AccurateEcnOption() {}

  /**
   * Reads the counters.
   *
   * @param kind one of the two
   * @param length bytes of the option behind its own length
   * @return false if no option of this kind has this length
   */
  public static boolean read(int kind, byte[] bytes, int at, int length, DecodedSegment segment) {
    if (length % COUNTER != 0 || length > ORDER_0.length * COUNTER) {
      return false;
    }
    segment.hasAccurateEcn = true;
    Arrays.fill(segment.accurateEcn, DecodedSegment.ABSENT);
    int[] order = kind == KIND_0 ? ORDER_0 : ORDER_1;
    for (int i = 0; i < length / COUNTER; i++) {
      int from = at + COUNTER * i;
      segment.accurateEcn[order[i]] = Bytes.u8(bytes, from) << 16 | Bytes.u16(bytes, from + 1);
    }
    return true;
  }
}
