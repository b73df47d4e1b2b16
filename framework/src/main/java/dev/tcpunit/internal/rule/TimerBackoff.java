package dev.tcpunit.internal.rule;

import java.util.concurrent.TimeUnit;

/** Whether a timer that doubles each time has waited longer than before. */
public final class TimerBackoff {
  /** RFC 6298 section 2.5: a maximum may be placed on the timer, of at least 60 seconds. */
  private static final long LEAST_MAXIMUM = TimeUnit.SECONDS.toNanos(60);

  private TimerBackoff() {}

  /**
   * Whether a wait is at least one and a half times the wait before it. Twice would be too strict:
   * timers run out late, so the first wait may exceed its timer by as much as a quarter.
   */
  public static boolean isEnough(long beforeNanos, long nanos) {
    return nanos >= LEAST_MAXIMUM || nanos >= beforeNanos + beforeNanos / 2;
  }
}
