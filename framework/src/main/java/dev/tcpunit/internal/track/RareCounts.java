package dev.tcpunit.internal.track;

import dev.tcpunit.trace.FlowCount;

/** What most flows do not have: the counts that stay 0, and a second SYN-ACK. */
public final class RareCounts {
  /** A SYN-ACK with another initial sequence number than the first was captured. */
  public boolean hasOtherSyn;

  /** The sequence number of that SYN-ACK: the client's ACK decides between the two. */
  public int otherSyn;

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
