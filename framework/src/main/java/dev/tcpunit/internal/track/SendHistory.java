package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;
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

  /** The capture kept only a part of the packet's options. */
  public static final int OPTIONS_CUT = 1 << 8;

  private static final int PUSHES = 1 << 9;
  private static final int CLOSES = 1 << 10;
  private static final int REDUCES = 1 << 11;

  private static final int WORDS = 4;
  private static final int FIRST_CAPACITY = 1 << 10;
  private static final int MAX_CAPACITY = 1 << 16;
  private static final int DIGEST_SHIFT = 16;
  private static final int LENGTH_SHIFT = 12;
  private static final int FLAGS = (1 << LENGTH_SHIFT) - 1;
  private static final int MAX_LENGTH = (1 << 20) - 1;

  /** What not all pieces have that a device cuts a packet into: the first or the last alone. */
  private static final int OF_ONE_PIECE = PUSHES | CLOSES | REDUCES;

  private static final int BITS_OF_ONE_PIECE = TcpFlags.PSH | TcpFlags.FIN | TcpFlags.CWR;

  /** 2^32 divided by the golden ratio: it spreads each bit over all that are higher. */
  private static final int SPREAD = 0x9E3779B1;

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
            | (segment.hasTimestamps ? HAS_TIMESTAMP : 0)
            | (segment.optionsCut ? OPTIONS_CUT : 0)
            | (segment.flags & TcpFlags.PSH) / TcpFlags.PSH * PUSHES
            | (segment.flags & TcpFlags.FIN) / TcpFlags.FIN * CLOSES
            | (segment.flags & TcpFlags.CWR) / TcpFlags.CWR * REDUCES;
    words[at] = start << 16 | segment.ipId & 0xFFFF;
    words[at + 1] = segment.timeNanos;
    // What lies further back than the ring is long is gone.
    back = back < MAX_CAPACITY ? back : 0;
    words[at + 2] = (long) segment.tsVal << 32 | (long) digest(segment) << DIGEST_SHIFT | back;
    words[at + 3] = (long) row << 32 | (long) Math.min(length, MAX_LENGTH) << LENGTH_SHIFT | flags;
    return entry;
  }

  /**
   * What the header says but for its place, for TSval, which is kept, and for the bits that not all
   * pieces have; options count where they are whole. Two that differ in the window alone never have
   * the same digest, others once in 65 536 times.
   */
  private static int digest(DecodedSegment segment) {
    int flags = segment.flags & ~BITS_OF_ONE_PIECE;
    int sum = (flags & TcpFlags.ACK) / TcpFlags.ACK * 31 * segment.ack;
    sum = 31 * (sum + (flags & TcpFlags.URG) / TcpFlags.URG * segment.urgentPointer) + flags;
    if (!segment.optionsCut) {
      sum = 31 * sum + (segment.hasTimestamps ? segment.tsEcr : 0);
      sum = (31 * sum + segment.mss) * 31 + segment.windowScale;
      for (int i = 0; i < 2 * segment.sackBlocks; i++) {
        sum = 31 * sum + segment.sackEdges[i];
      }
    }
    return (segment.window ^ SPREAD * sum >>> DIGEST_SHIFT) & 0xFFFF;
  }

  /** Whether the headers of two packets may say the same, apart from where their bytes lie. */
  public boolean maySaySame(long one, long other) {
    int differing = flags(one) ^ flags(other);
    return !areComparable(one, other)
        || (differing & OF_ONE_PIECE) == 0 && digest(one) == digest(other);
  }

  /** Whether they may, but for PSH, FIN and CWR, which a device leaves to one of several pieces. */
  public boolean maySaySameInPieces(long one, long other) {
    return !areComparable(one, other) || digest(one) == digest(other);
  }

  /** Not where one was damaged, or where the capture cut the options of one alone. */
  private boolean areComparable(long one, long other) {
    int flags = flags(one) | flags(other);
    int differing = flags(one) ^ flags(other);
    return (flags & REFUSED | differing & OPTIONS_CUT) == 0;
  }

  private int digest(long entry) {
    return (int) words[at(entry) + 2] >>> DIGEST_SHIFT;
  }

  public void mark(long entry, int flag) {
    words[at(entry) + 3] |= flag;
  }

  /** The entry before it in the same flow, or {@link #NONE}. */
  public long previous(long entry) {
    int back = (int) words[at(entry) + 2] & MAX_CAPACITY - 1;
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
