package dev.tcpunit.dynamics;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the time of a flow divides into what kept its sender from sending more: from its first data
 * to the acknowledgement of its last.
 *
 * @param totalNanos the whole of it, in nanoseconds
 * @param nanos each limit's share, in nanoseconds; together they are the whole
 */
public record Limits(long totalNanos, Map<Limit, Long> nanos) {

  /** Copies the map, and gives each limit that is missing a share of 0. */
  public Limits {
    Map<Limit, Long> all = new EnumMap<>(Limit.class);
    for (Limit limit : Limit.values()) {
      all.put(limit, nanos.getOrDefault(limit, 0L));
    }
    nanos = Collections.unmodifiableMap(all);
  }

  /**
   * A limit's share of the time.
   *
   * @param limit which
   * @return from 0 to 1; 0 for a flow that took no time
   */
  public double share(Limit limit) {
    return totalNanos == 0 ? 0 : (double) nanos.get(limit) / totalNanos;
  }
}
