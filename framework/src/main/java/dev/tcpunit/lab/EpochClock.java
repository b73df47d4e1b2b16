package dev.tcpunit.lab;

import java.time.Instant;

/** The clock by which the kernel stamps packets. */
final class EpochClock {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private EpochClock() {}

  /** Nanoseconds since 1970. */
  static long nanos() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }
}
