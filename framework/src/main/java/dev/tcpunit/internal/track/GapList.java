package dev.tcpunit.internal.track;

import java.util.Arrays;

/**
 * The runs of bytes of a flow that were skipped so far, each with what is known of the segment that
 * skipped it: enough to tell later whether what fills the gap was sent before that segment or
 * after.
 */
public final class GapList {
  private long[] from = new long[4];
  private long[] to = new long[4];
  private long[] openedNanos = new long[4];
  private long[] openerEntry = new long[4];
  private int size;
  private long total;

  public int size() {
    return size;
  }

  /** How many bytes are missing in all. */
  public long total() {
    return total;
  }

  public long from(int index) {
    return from[index];
  }

  public long to(int index) {
    return to[index];
  }

  /** When the segment that skipped these bytes was captured. */
  public long openedNanos(int index) {
    return openedNanos[index];
  }

  /** Where the segment that skipped these bytes stands in the {@link SendHistory}. */
  public long openerEntry(int index) {
    return openerEntry[index];
  }

  /** Opens a gap above all others. */
  public void append(long start, long end, long nanos, long entry) {
    reserve();
    set(size++, start, end, nanos, entry);
    total += end - start;
  }

  /** Opens a gap below all others, where the capture began amid the data. */
  public void prepend(long start, long end, long nanos, long entry) {
    reserve();
    shift(0, 1);
    set(0, start, end, nanos, entry);
    total += end - start;
  }

  /** The first gap that a range touches, or -1. */
  public int find(long start, long end) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = low + high >>> 1;
      if (to[middle] > start) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low < size && from[low] < end ? low : -1;
  }

  /** Takes a range out of the gaps; says how many bytes of it were missing until now. */
  public long fill(long start, long end) {
    long filled = 0;
    int at = find(start, end);
    while (at >= 0) {
      filled += fillOne(at, start, end);
      at = find(start, end);
    }
    total -= filled;
    return filled;
  }

  private long fillOne(int at, long start, long end) {
    long left = from[at];
    long right = to[at];
    if (left < start && end < right) {
      reserve();
      shift(at, 1);
      set(at, left, start, openedNanos[at + 1], openerEntry[at + 1]);
      from[at + 1] = end;
    } else if (left < start) {
      to[at] = start;
    } else if (end < right) {
      from[at] = end;
    } else {
      shift(at + 1, -1);
    }
    return Math.min(right, end) - Math.max(left, start);
  }

  private void shift(int at, int by) {
    System.arraycopy(from, at, from, at + by, size - at);
    System.arraycopy(to, at, to, at + by, size - at);
    System.arraycopy(openedNanos, at, openedNanos, at + by, size - at);
    System.arraycopy(openerEntry, at, openerEntry, at + by, size - at);
    size += by;
  }

  private void set(int at, long start, long end, long nanos, long entry) {
    from[at] = start;
    to[at] = end;
    openedNanos[at] = nanos;
    openerEntry[at] = entry;
  }

  private void reserve() {
    if (size + 1 > from.length) {
      int capacity = 2 * from.length;
      from = Arrays.copyOf(from, capacity);
      to = Arrays.copyOf(to, capacity);
      openedNanos = Arrays.copyOf(openedNanos, capacity);
      openerEntry = Arrays.copyOf(openerEntry, capacity);
    }
  }
}
