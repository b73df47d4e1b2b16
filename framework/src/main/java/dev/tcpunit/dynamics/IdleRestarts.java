package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** Finds where a sender was idle for longer than a time-out. */
final class IdleRestarts {
  private IdleRestarts() {}

  static List<IdleRestart> of(
      FlowLog log, List<RttSample> samples, RetransmissionTimeout.Rule rule) {
    List<IdleRestart> found = new ArrayList<>();
    RttEstimate estimate = new RttEstimate();
    Iterator<RttSample> next = samples.iterator();
    RttSample sample = next.hasNext() ? next.next() : null;
    Segment before = null;
    long largest = 0;
    for (Segment segment : log.segments()) {
      int at = segment.index();
      while (sample != null && sample.acknowledgement().index() < at) {
        estimate.take(sample.nanos());
        sample = next.hasNext() ? next.next() : null;
      }
      if (log.carriesData(segment)) {
        boolean idle = before != null && log.flightSize(at - 1) == 0;
        long nanos = idle ? segment.timeNanos() - before.timeNanos() : 0;
        if (nanos > RetransmissionTimeout.of(estimate, rule).nanos()) {
          found.add(new IdleRestart(before, segment, nanos, largest, burst(log, at)));
        }
        before = segment;
      }
      largest = Math.max(largest, log.flightSize(at));
    }
    return List.copyOf(found);
  }

  private static long burst(FlowLog log, int from) {
    long start = log.sentBefore(from);
    int at = from;
    while (at + 1 < log.segments().size() && log.acknowledgedTo(at + 1) <= start) {
      at++;
    }
    return log.sentTo(at) - start;
  }
}
