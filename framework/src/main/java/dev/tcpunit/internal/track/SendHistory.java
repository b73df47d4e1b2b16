package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import java.util.Arrays;

/**
 * The latest segments of all connections together, in a ring of bounded size; each knows the one
 * before it in the same flow. So the past of a flow can be asked for, and costs a connection no
 * memory.
 *
 * <p>An entry is named by its position, counted from 1 and never used again; {@link #holds} says
 * whether the ring still has it.
 */
public final class SendHistory {
  /** Names no entry. */
  public static final long NONE = 0;

  /** The segment carries bytes that were sent before. */
  public static final int RESENT = 1;

  /** The retransmission is known to have been unneeded. */
  public static final int SPURIOUS = 1 << 1;

  /** The packet had an IP identification that can be compared. */
  public static final int HAS_IP_ID = 1 << 2;

  /** The packet had the timestamp option. */
  public static final int HAS_TIMESTAMP = 1 << 3;

  /** The entry's bytes count up the sequence space: data, SYN or FIN. */
  public static final int OCCUPIES = 1 << 4;

  /** The receiver did not accept the segment, or may not have. */
  public static final int REFUSED = 1 << 5;

  /** It was sent again, and brought bytes that were not captured before. */
  public static final int BROUGHT = 1 << 6;

  /** The packets did not tell if it was sent again. */
  public static final int UNDECIDED = 1 << 7;

  private static final int WORDS = 4;
  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int MAX_CAPACITY = 1 << 16;
  private static final int LENGTH_SHIFT = 8;
  private static final int FLAGS = (1 << LENGTH_SHIFT) - 1;
  private static final int MAX_LENGTH = (1 << 24) - 1;

  private long[] words = new long[FIRST_CAPACITY * WORDS];
  private long head;

  /** How many entries there are when the ring must grow, or -1 when it is as large as it gets. */
  private long growAt = FIRST_CAPACITY;

  /** When the oldest segment that is still there was captured. */
  public long oldestNanos() {
    return nanos(Math.max(1, head - capacity() + 1));
  }

  /** Whether an entry is still there. */
  public boolean holds(long entry) {
    return entry > Math.max(0, head - capacity());
  }

  /**
   * Appends a segment; the caller keeps the returned position as the flow's latest.
   *
   * @param length how much of the sequence space it occupies
   * @param row where it stands in its connection's table, or -1
   */
  public long add(long previous, long start, int length, DecodedSegment segment, int row) {
    if (head == growAt) {
      grow();
    }
    long entry = ++head;
    int at = at(entry);
    long back = previous == NONE ? 0 : entry - previous;
    // Products instead of branches: one taken late makes the JIT discard the compiled method.
    int flags =
        (-length >>> 31) * OCCUPIES
            | (-segment.ipId >>> 31) * HAS_IP_ID
            | (segment.hasTimestamps ? HAS_TIMESTAMP : 0);
    words[at] = start << 16 | segment.ipId & 0xFFFF;
    words[at + 1] = segment.timeNanos;
    words[at + 2] = (long) segment.tsVal << 32 | (back > Integer.MAX_VALUE ? 0 : back);
    words[at + 3] = (long) row << 32 | (long) Math.min(length, MAX_LENGTH) << LENGTH_SHIFT | flags;
    return entry;
  }

  public void mark(long entry, int flag) {
    words[at(entry) + 3] |= flag;
  }

  /** The entry before it in the same flow, or {@link #NONE}. */
  public long previous(long entry) {
    int back = (int) words[at(entry) + 2];
    return back == 0 ? NONE : entry - back;
  }

  public long start(long entry) {
    return words[at(entry)] >> 16;
  }

  public long end(long entry) {
    return start(entry) + length(entry);
  }

  public int length(long entry) {
    return (int) words[at(entry) + 3] >>> LENGTH_SHIFT;
  }

  public int ipId(long entry) {
    return (int) words[at(entry)] & 0xFFFF;
  }

  public int tsVal(long entry) {
    return (int) (words[at(entry) + 2] >> 32);
  }

  public long nanos(long entry) {
    return words[at(entry) + 1];
  }

  /** The segment's row in its connection's table, or -1. */
  public int row(long entry) {
    return (int) (words[at(entry) + 3] >> 32);
  }

  public boolean is(long entry, int flag) {
    return (flags(entry) & flag) != 0;
  }

  /** What {@link #is} asks for, all at once. */
  public int flags(long entry) {
    return (int) words[at(entry) + 3] & FLAGS;
  }

  private int capacity() {
    return words.length / WORDS;
  }

  private int at(long entry) {
    return (int) (entry & capacity() - 1) * WORDS;
  }

  private void grow() {
    long[] old = words;
    int oldMask = old.length / WORDS - 1;
    words = Arrays.copyOf(old, 2 * old.length);
    growAt = capacity() < MAX_CAPACITY ? capacity() : -1;
    for (long entry = head - oldMask; entry <= head; entry++) {
      System.arraycopy(old, (int) (entry & oldMask) * WORDS, words, at(entry), WORDS);
    }
  }
}
