package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.List;

/** Finds the times when a sender waited for the window. */
final class WindowWaits {
  /**
   * When a window opens, the kernel sends in the interrupt, or the next time that the thread runs.
   */
  private static final long AT_ONCE = 1_000_000;

  private final FlowLog log;
  private final long atOnce;
  private final List<WindowWait> found = new ArrayList<>();
  private Segment last;
  private Segment stopped;
  private Segment opening;
  private long largest;

  private WindowWaits(FlowLog log, RoundTrips roundTrips) {
    this.log = log;
    boolean beside = roundTrips.path() == MeasuredPath.WHOLE;
    atOnce = AT_ONCE + (beside ? 0 : roundTrips.maxNanos().orElse(0));
  }

  /** In order; none where the window's unit is not known. */
  static List<WindowWait> of(FlowLog log, RoundTrips roundTrips) {
    if (!log.scale().isKnown()) {
      return List.of();
    }
    WindowWaits waits = new WindowWaits(log, roundTrips);
    log.segments().forEach(waits::take);
    return List.copyOf(waits.found);
  }

  private void take(Segment segment) {
    if (log.acknowledges(segment)) {
      noteOpening(segment);
      largest = Math.max(largest, log.scale().bytes(segment));
    } else if (log.carriesData(segment)) {
      boolean inTime = opening != null && segment.timeNanos() - opening.timeNanos() <= atOnce;
      if (inTime && segment.isNewData()) {
        found.add(new WindowWait(stopped, opening, segment));
      }
      last = segment;
      opening = null;
    }
  }

  private void noteOpening(Segment segment) {
    int index = segment.index();
    if (last == null || index == 0 || segment.has(TcpFlags.SYN)) {
      return;
    }
    long before = log.windowEdge(index - 1);
    boolean opened = log.windowEdge(index) > before && before != FlowLog.UNKNOWN;
    boolean usedUp = opening != null || before - log.sentTo(index - 1) < enough();
    if (opened && usedUp) {
      stopped = last;
      opening = segment;
    }
  }

  /**
   * How large a window the sender waits for before it sends (RFC 9293 section 3.8.6.2.1): by the
   * windows until then, for it does not know a larger one that is about to come.
   */
  private long enough() {
    long full = log.maxSegmentPayload().orElse(1);
    return Math.max(1, Math.min(full, largest / 2));
  }
}
