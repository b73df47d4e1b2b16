package dev.tcpunit.dynamics;

/**
 * How long a sender waits for an acknowledgement before it sends again: RTO of RFC 6298, computed
 * from the round trips.
 *
 * <p>The packets show round trips, not the timer: which lower bound the sender keeps is an
 * assumption, and named.
 *
 * @param nanos the time-out in nanoseconds, not backed off
 * @param rule the rule that it is computed by
 */
public record RetransmissionTimeout(long nanos, Rule rule) {
  private static final long SECOND = 1_000_000_000;
  private static final long LINUX_MINIMUM = 200_000_000;

  /** How the time-out is computed from SRTT and RTTVAR. */
  public enum Rule {
    /** SRTT + 4 RTTVAR, at least one second (RFC 6298 section 2). */
    RFC_6298,
    /** SRTT + 4 RTTVAR where 4 RTTVAR counts as 200 ms at least: what Linux does. */
    LINUX
  }

  static RetransmissionTimeout of(RttEstimate estimate, Rule rule) {
    if (!estimate.isKnown()) {
      return new RetransmissionTimeout(SECOND, rule);
    }
    long variation = 4 * estimate.variationNanos();
    return rule == Rule.LINUX
        ? new RetransmissionTimeout(
            estimate.smoothedNanos() + Math.max(LINUX_MINIMUM, variation), rule)
        : new RetransmissionTimeout(Math.max(SECOND, estimate.smoothedNanos() + variation), rule);
  }
}
