package dev.tcpunit.internal.model;

import dev.tcpunit.trace.FlowCount;

/** The counts of a flow, most of which are 0: only the others take memory. */
final class SparseCounts {
  private final int present;
  private final long[] values;

  private SparseCounts(int present, long[] values) {
    this.present = present;
    this.values = values;
  }

  /** Copies counts that stand in the order of {@link FlowCount}. */
  static SparseCounts of(long[] counts) {
    int present = 0;
    for (int i = 0; i < counts.length; i++) {
      present |= counts[i] == 0 ? 0 : 1 << i;
    }
    long[] values = new long[Integer.bitCount(present)];
    int next = 0;
    for (long count : counts) {
      if (count != 0) {
        values[next++] = count;
      }
    }
    return new SparseCounts(present, values);
  }

  /** The same but for one of them, if that is known. */
  SparseCounts changed(FlowCount one, long by) {
    long[] counts = new long[FlowCount.values().length];
    for (FlowCount count : FlowCount.values()) {
      counts[count.ordinal()] = get(count);
    }
    counts[one.ordinal()] += counts[one.ordinal()] < 0 ? 0 : by;
    return of(counts);
  }

  long get(FlowCount count) {
    int bit = 1 << count.ordinal();
    return (present & bit) == 0 ? 0 : values[Integer.bitCount(present & bit - 1)];
  }
}
