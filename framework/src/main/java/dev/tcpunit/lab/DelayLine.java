package dev.tcpunit.lab;

import java.util.Arrays;

/**
 * Frames in the order in which they are due; those due at the same time in the order of arrival.
 */
final class DelayLine {
  private static final int FIRST_CAPACITY = 256;

  private long[] due = new long[FIRST_CAPACITY];
  private long[] order = new long[FIRST_CAPACITY];
  private long[] frames = new long[FIRST_CAPACITY];
  private int size;
  private long added;

  void add(long dueNanos, int slot, int length) {
    if (size == due.length) {
      due = Arrays.copyOf(due, 2 * size);
      order = Arrays.copyOf(order, 2 * size);
      frames = Arrays.copyOf(frames, 2 * size);
    }
    int hole = size++;
    long ticket = added++;
    while (hole > 0 && dueNanos - due[(hole - 1) / 2] < 0) {
      move((hole - 1) / 2, hole);
      hole = (hole - 1) / 2;
    }
    set(hole, dueNanos, ticket, (long) slot << Integer.SIZE | length);
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** When the first is due, by the monotonic clock. */
  long firstDue() {
    return due[0];
  }

  int firstSlot() {
    return (int) (frames[0] >> Integer.SIZE);
  }

  int firstLength() {
    return (int) frames[0];
  }

  void removeFirst() {
    int last = --size;
    long dueNanos = due[last];
    long ticket = order[last];
    int hole = 0;
    for (int child = 1; child < size; child = 2 * hole + 1) {
      if (child + 1 < size && isBefore(due[child + 1], order[child + 1], child)) {
        child++;
      }
      if (isBefore(dueNanos, ticket, child)) {
        break;
      }
      move(child, hole);
      hole = child;
    }
    set(hole, dueNanos, ticket, frames[last]);
  }

  private boolean isBefore(long dueNanos, long ticket, int other) {
    long earlier = dueNanos - due[other];
    return earlier < 0 || (earlier == 0 && ticket < order[other]);
  }

  private void move(int from, int to) {
    set(to, due[from], order[from], frames[from]);
  }

  private void set(int at, long dueNanos, long ticket, long frame) {
    due[at] = dueNanos;
    order[at] = ticket;
    frames[at] = frame;
  }
}
