package dev.tcpunit.lab;

/**
 * While which time a fault is in force.
 *
 * @param fromNanos how long after it was applied it begins
 * @param toNanos how long after it was applied it ends
 * @param lastingNanos how long after it first struck it ends
 */
record Span(long fromNanos, long toNanos, long lastingNanos) {
  static final Span ALWAYS = new Span(0, Long.MAX_VALUE, Long.MAX_VALUE);

  static Span between(long fromNanos, long toNanos) {
    return new Span(fromNanos, toNanos, Long.MAX_VALUE);
  }

  static Span lasting(long nanos) {
    return new Span(0, Long.MAX_VALUE, nanos);
  }

  boolean isAlways() {
    return this == ALWAYS;
  }
}
