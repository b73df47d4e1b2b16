package dev.tcpunit.lab;

/**
 * The time during which a fault is in force.
 *
 * @param fromNanos how long after it was applied it begins
 * @param toNanos how long after it was applied it ends
 * @param lastingNanos how long after it first struck it ends
 */
record FaultPeriod(long fromNanos, long toNanos, long lastingNanos) {
  static final FaultPeriod ALWAYS = new FaultPeriod(0, Long.MAX_VALUE, Long.MAX_VALUE);

  static FaultPeriod between(long fromNanos, long toNanos) {
    return new FaultPeriod(fromNanos, toNanos, Long.MAX_VALUE);
  }

  static FaultPeriod lasting(long nanos) {
    return new FaultPeriod(0, Long.MAX_VALUE, nanos);
  }

  boolean isAlways() {
    return this == ALWAYS;
  }
}
