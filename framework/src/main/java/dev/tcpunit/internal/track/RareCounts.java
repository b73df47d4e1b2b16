package dev.tcpunit.internal.track;

import dev.tcpunit.trace.FlowCount;

/** The counts that stay 0 in most flows. */
public final class RareCounts {
  private final int[] counts = new int[FlowCount.values().length];

  public void increment(FlowCount count) {
    counts[count.ordinal()]++;
  }

  public void decrement(FlowCount count) {
    counts[count.ordinal()]--;
  }

  public int get(FlowCount count) {
    return counts[count.ordinal()];
  }
}
