package dev.tcpunit.lab;

import java.util.concurrent.atomic.AtomicLong;

/** What the forwarder has done so far: one thread counts, any thread reads. */
final class LinkCounters {
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

  /** Frames that the kernel did not take back. */
  void refused(int frames) {
    if (frames > 0) {
      add(refused, frames);
    }
  }

  private static void add(AtomicLong counter, long more) {
    counter.lazySet(counter.getPlain() + more); // there is one writer
  }

  /** What was counted until now, and the frames that the forwarder was too slow to take. */
  LinkStatistics withOverruns(long overruns) {
    return new LinkStatistics(
        forwarded.get(),
        forwardedBytes.get(),
        faultDrops.get(),
        queueDrops.get(),
        downDrops.get(),
        refused.get() + overruns);
  }
}
