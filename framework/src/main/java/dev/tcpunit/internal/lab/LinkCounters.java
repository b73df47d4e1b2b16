package dev.tcpunit.internal.lab;

import java.util.concurrent.atomic.AtomicLong;

/** What the forwarder has done so far: one thread counts, any thread reads. */
public final class LinkCounters {
  private final AtomicLong forwarded = new AtomicLong();
  private final AtomicLong forwardedBytes = new AtomicLong();
  private final AtomicLong faultDrops = new AtomicLong();
  private final AtomicLong queueDrops = new AtomicLong();
  private final AtomicLong downDrops = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();

  void forwarded(int bytes) {
    add(forwarded, 1);
    add(forwardedBytes, bytes);
  }

  void droppedByFault() {
    add(faultDrops, 1);
  }

  void queueFull() {
    add(queueDrops, 1);
  }

  void linkDown() {
    add(downDrops, 1);
  }

  void refused(int frames) {
    if (frames > 0) {
      add(refused, frames);
    }
  }

  private static void add(AtomicLong counter, long more) {
    counter.lazySet(counter.getPlain() + more); // there is one writer
  }

  public long forwarded() {
    return forwarded.get();
  }

  public long forwardedBytes() {
    return forwardedBytes.get();
  }

  public long droppedByFaults() {
    return faultDrops.get();
  }

  public long droppedByQueue() {
    return queueDrops.get();
  }

  public long droppedWhileDown() {
    return downDrops.get();
  }

  /** Frames that the kernel did not take back. */
  public long refused() {
    return refused.get();
  }
}
