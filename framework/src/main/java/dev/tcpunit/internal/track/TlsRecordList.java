package dev.tcpunit.internal.track;

import dev.tcpunit.trace.TlsRecord;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The records of a flow as columns: they follow each other without a gap, so that each needs its
 * end and its type alone. A view of those that were there when it was made stays as it is.
 */
final class TlsRecordList extends AbstractList<TlsRecord> implements RandomAccess {
  /** So many full records make 2 GiB. */
  private static final int MOST = 1 << 17;

  private final long start;
  private long[] ends = new long[16];
  private int[] kinds = new int[16];
  private int size;

  TlsRecordList(long start) {
    this.start = start;
  }

  private TlsRecordList(TlsRecordList now) {
    start = now.start;
    ends = now.ends;
    kinds = now.kinds;
    size = now.size;
  }

  /** What is there now; what is added later does not change it. */
  TlsRecordList view() {
    return new TlsRecordList(this);
  }

  /** Whether there is no room for more. */
  boolean isFull() {
    return size == MOST;
  }

  /** Adds the record that begins where the last one ends. */
  void add(long end, int contentType, int alertDescription) {
    if (size == ends.length) {
      ends = Arrays.copyOf(ends, 2 * size);
      kinds = Arrays.copyOf(kinds, 2 * size);
    }
    ends[size] = end;
    kinds[size++] = contentType | alertDescription + 1 << Byte.SIZE;
  }

  @Override
  public TlsRecord get(int index) {
    Objects.checkIndex(index, size);
    int kind = kinds[index];
    return new TlsRecord(
        index == 0 ? start : ends[index - 1], ends[index], kind & 0xFF, (kind >> Byte.SIZE) - 1);
  }

  @Override
  public int size() {
    return size;
  }
}
