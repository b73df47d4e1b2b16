package dev.tcpunit.lab;

import java.time.Duration;

/**
 * The time during which a fault is in force.
 *
 * @param fromNanos how long after it was applied it begins
 * @param toNanos how long after it was applied it ends
 * @param lastingNanos how long after it first struck it ends
 */
record FaultPeriod(long fromNanos, long toNanos, long lastingNanos) {
  static final FaultPeriod ALWAYS = new FaultPeriod(0, Long.MAX_VALUE, Long.MAX_VALUE);

  static FaultPeriod between(Duration from, Duration to) {
    if (from.isNegative() || to.compareTo(from) < 0) {
      throw new IllegalArgumentException("no time to lose packets in: " + from + " to " + to);
    }
    return new FaultPeriod(from.toNanos(), to.toNanos(), Long.MAX_VALUE);
  }

  static FaultPeriod lasting(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("nothing lasts for " + duration);
    }
    return new FaultPeriod(0, Long.MAX_VALUE, duration.toNanos());
  }

  /** Whether it begins with the first packet that is struck, not at a time. */
  boolean beginsWithPacket() {
    return lastingNanos != Long.MAX_VALUE;
  }

  boolean isAlways() {
    return this == ALWAYS;
  }
}
