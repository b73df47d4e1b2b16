package dev.tcpunit.internal.wire;

/**
 * The option list of a TCP header (RFC 9293 section 3.2).
 *
 * <p>An option whose length is not the one of its kind is left out, and a list that cannot be
 * followed ends there; either is flagged, and the segment counts all the same, for the fixed part
 * of its header is sound. Of two options of one kind the later counts, as in Linux.
 */
final class TcpOptions {
  private static final int END = 0;
  private static final int NO_OPERATION = 1;
  private static final int MSS = 2;
  private static final int WINDOW_SCALE = 3;
  private static final int SACK_PERMITTED = 4;
  private static final int SACK = 5;
  private static final int TIMESTAMPS = 8;
  private static final int MD5 = 19;
  private static final int AUTHENTICATION = 29;
  private static final int MULTIPATH = 30;
  private static final int FAST_OPEN = 34;
  private static final int EXPERIMENT = 254;

  /** Marks the fast open option among the experiments of kind 254 (RFC 7413 appendix A.1). */
  private static final int FAST_OPEN_EXPERIMENT = 0xF989;

  /** RFC 7323 section 2.3: a greater shift count is to be taken for 14. */
  private static final int MAX_WINDOW_SCALE = 14;

  /** Two no-operations, then timestamps: what nearly every segment carries (RFC 7323 app. A). */
  static final int PADDED_TIMESTAMPS = 0x0101080A;

  static final int PADDED_TIMESTAMPS_LENGTH = 12;

  private TcpOptions() {}

  /**
   * Reads the options.
   *
   * @param from the first byte behind the fixed header
   * @param to the end of the header
   * @param capturedTo the end of what was captured of it
   */
  static void read(byte[] bytes, int from, int to, int capturedTo, DecodedSegment segment) {
    if (to - from == PADDED_TIMESTAMPS_LENGTH
        && capturedTo == to
        && Bytes.i32(bytes, from) == PADDED_TIMESTAMPS) {
      timestamps(bytes, from + 4, segment);
      return;
    }
    int at = from;
    while (at < capturedTo && bytes[at] != END) {
      at = bytes[at] == NO_OPERATION ? at + 1 : readOne(bytes, at, to, capturedTo, segment);
    }
    segment.optionsCut |= at >= capturedTo && capturedTo < to && !segment.malformedOptions;
  }

  /**
   * Reads one option of a kind that has a length.
   *
   * @return where the next one starts, or the end if there is no way to know
   */
  private static int readOne(byte[] bytes, int at, int to, int capturedTo, DecodedSegment segment) {
    if (at + 1 == to) {
      segment.malformedOptions = true;
      return to;
    }
    if (at + 1 == capturedTo) {
      segment.optionsCut = true;
      return to;
    }
    int length = Bytes.u8(bytes, at + 1);
    if (length < 2 || at + length > to) {
      segment.malformedOptions = true;
      return to;
    }
    if (at + length > capturedTo) {
      segment.optionsCut = true;
      return to;
    }
    if (!interpret(bytes, at, length, segment)) {
      segment.malformedOptions = true;
    }
    return at + length;
  }

  /** Reads an option's value; returns false if its kind does not have this length. */
  private static boolean interpret(byte[] bytes, int at, int length, DecodedSegment segment) {
    switch (bytes[at] & 0xFF) {
      case MSS:
        return length == 4 && mss(Bytes.u16(bytes, at + 2), segment);
      case WINDOW_SCALE:
        return length == 3 && windowScale(Bytes.u8(bytes, at + 2), segment);
      case SACK_PERMITTED:
        segment.sackPermitted |= length == 2;
        return length == 2;
      case SACK:
        return sack(bytes, at + 2, length - 2, segment);
      case TIMESTAMPS:
        return length == 10 && timestamps(bytes, at + 2, segment);
      case FAST_OPEN:
        return fastOpen(length - 2, segment);
      case AccurateEcnOption.KIND_0:
      case AccurateEcnOption.KIND_1:
        return AccurateEcnOption.read(bytes[at] & 0xFF, bytes, at + 2, length - 2, segment);
      case EXPERIMENT:
        return experiment(bytes, at, length, segment);
      case MULTIPATH:
        segment.multipath |= length >= 3;
        return length >= 3;
      case MD5:
        segment.authenticated |= length == 18;
        return length == 18;
      case AUTHENTICATION:
        segment.authenticated |= length >= 4;
        return length >= 4;
      default:
        segment.unknownOptions = true;
        return true;
    }
  }

  private static boolean mss(int value, DecodedSegment segment) {
    segment.mss = value;
    return true;
  }

  private static boolean windowScale(int shift, DecodedSegment segment) {
    segment.windowScale = Math.min(shift, MAX_WINDOW_SCALE);
    return true;
  }

  static boolean timestamps(byte[] bytes, int at, DecodedSegment segment) {
    segment.hasTimestamps = true;
    long both = Bytes.i64(bytes, at);
    segment.tsVal = (int) (both >>> 32);
    segment.tsEcr = (int) both;
    return true;
  }

  private static boolean sack(byte[] bytes, int at, int length, DecodedSegment segment) {
    if (length == 0 || length % 8 != 0) {
      return false;
    }
    segment.sackBlocks = length / 8;
    for (int i = 0; i < length / 4; i++) {
      segment.sackEdges[i] = Bytes.i32(bytes, at + 4 * i);
    }
    return true;
  }

  /** A request for a cookie, or a cookie of 4 to 16 bytes, even (RFC 7413 section 4.1.1). */
  private static boolean fastOpen(int cookieLength, DecodedSegment segment) {
    if (cookieLength != 0 && (cookieLength < 4 || cookieLength > 16 || cookieLength % 2 != 0)) {
      return false;
    }
    segment.fastOpenCookieLength = cookieLength;
    return true;
  }

  private static boolean experiment(byte[] bytes, int at, int length, DecodedSegment segment) {
    if (length >= 4 && Bytes.u16(bytes, at + 2) == FAST_OPEN_EXPERIMENT) {
      return fastOpen(length - 4, segment);
    }
    segment.unknownOptions = true;
    return true;
  }
}
