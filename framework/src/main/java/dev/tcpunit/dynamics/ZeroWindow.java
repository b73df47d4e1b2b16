package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A time during which the receiver let the sender send nothing (RFC 9293 section 3.8.6).
 *
 * @param closing the receiver's segment that announced a window of zero
 * @param opening the receiver's segment that announced another one; empty if none was captured
 * @param startNanos when the closing segment was captured, in nanoseconds since the epoch
 * @param endNanos when the opening one was, or until when the connection was seen
 * @param probes what the sender sent meanwhile to see if the window has opened, in order
 */
public record ZeroWindow(
    Segment closing,
    Optional<Segment> opening,
    long startNanos,
    long endNanos,
    List<Segment> probes) {

  /** Copies the list. */
  public ZeroWindow {
    probes = List.copyOf(probes);
  }

  /**
   * How long the window was closed, at least.
   *
   * @return nanoseconds
   */
  public long durationNanos() {
    return endNanos - startNanos;
  }

  /**
   * How long the sender waited before each probe: from the closing of the window to the first, and
   * from each to the next. A sender should wait longer each time (RFC 9293 section 3.8.6.1,
   * SHLD-30).
   *
   * @return nanoseconds, one for each probe
   */
  public List<Long> probeIntervalsNanos() {
    List<Long> intervals = new ArrayList<>();
    long before = startNanos;
    for (Segment probe : probes) {
      intervals.add(probe.timeNanos() - before);
      before = probe.timeNanos();
    }
    return List.copyOf(intervals);
  }
}
