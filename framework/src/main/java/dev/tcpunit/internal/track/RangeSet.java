package dev.tcpunit.internal.track;

import java.util.Arrays;

/** Disjoint half-open ranges of offsets in ascending order; ranges that touch are joined. */
public final class RangeSet {
  private long[] edges = new long[8];
  private int size;
  private long total;

  /** How many ranges there are. */
  public int size() {
    return size;
  }

  /** How many offsets lie within the ranges. */
  public long total() {
    return total;
  }

  public long from(int index) {
    return edges[2 * index];
  }

  public long to(int index) {
    return edges[2 * index + 1];
  }

  /** The first range that ends after an offset, or {@link #size} if none does. */
  public int firstEndingAfter(long offset) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = low + high >>> 1;
      if (to(middle) > offset) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  public boolean contains(long from, long to) {
    int at = firstEndingAfter(from);
    return at < size && from(at) <= from && to <= to(at);
  }

  public void add(long from, long to) {
    if (from >= to) {
      return;
    }
    int first = firstEndingAfter(from - 1);
    int last = first;
    long newFrom = from;
    long newTo = to;
    while (last < size && from(last) <= to) {
      newFrom = Math.min(newFrom, from(last));
      newTo = Math.max(newTo, to(last));
      total -= to(last) - from(last);
      last++;
    }
    replace(first, last, 1);
    set(first, newFrom, newTo);
    total += newTo - newFrom;
  }

  public void remove(long from, long to) {
    if (from >= to) {
      return;
    }
    int at = firstEndingAfter(from);
    while (at < size && from(at) < to) {
      long left = from(at);
      long right = to(at);
      total -= Math.min(right, to) - Math.max(left, from);
      int kept = (left < from ? 1 : 0) + (right > to ? 1 : 0);
      replace(at, at + 1, kept);
      if (left < from) {
        set(at++, left, from);
      }
      if (right > to) {
        set(at, to, right);
        return;
      }
    }
  }

  /** Makes room for {@code count} ranges in place of those from {@code first} to {@code last}. */
  private void replace(int first, int last, int count) {
    int grownBy = count - (last - first);
    if (2 * (size + grownBy) > edges.length) {
      edges = Arrays.copyOf(edges, 2 * edges.length);
    }
    System.arraycopy(edges, 2 * last, edges, 2 * (last + grownBy), 2 * (size - last));
    size += grownBy;
  }

  private void set(int index, long from, long to) {
    edges[2 * index] = from;
    edges[2 * index + 1] = to;
  }
}
