package dev.tcpunit.lab;

/** When the frames of one direction arrive: one after another, at a rate, after a delay. */
final class Shaper {
  static final long QUEUE_FULL = Long.MIN_VALUE;

  private static final double NANOS_PER_SECOND = 1e9;

  private final Impairment impairment;
  private final double nanosPerByte;
  private long busyUntil = System.nanoTime();
  private long lastDue = busyUntil;

  Shaper(Impairment impairment) {
    this.impairment = impairment;
    long rate = impairment.bitsPerSecond();
    this.nanosPerByte = rate == 0 ? 0 : Byte.SIZE * NANOS_PER_SECOND / rate;
  }

  /** How many bytes wait to leave, according to the rate. */
  long queuedBytes(long now) {
    long waiting = busyUntil - now;
    return waiting <= 0 || nanosPerByte == 0 ? 0 : Math.round(waiting / nanosPerByte);
  }

  boolean passesAtOnce() {
    return impairment.isNone();
  }

  /** When a frame that comes now is due; never before the one that came before it. */
  long due(long now, int length, long identity) {
    long left = now;
    if (impairment.bitsPerSecond() > 0) {
      if (queuedBytes(now) + length > impairment.queueBytes()) {
        return QUEUE_FULL;
      }
      left = now + Math.max(0, busyUntil - now) + Math.round(length * nanosPerByte);
      busyUntil = left;
    }
    long due = left + impairment.delayNanos();
    if (impairment.jitterNanos() > 0) {
      double share = 2 * SeededChance.of(impairment.seed(), identity) - 1;
      due += Math.round(share * impairment.jitterNanos());
    }
    lastDue = due - lastDue > 0 ? due : lastDue;
    return lastDue;
  }
}
