package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;

/**
 * How long a sender that paces its segments may hold one back without hearing from its peer: as
 * long as the segment before takes at the rate at which the path was seen to deliver. BBR, the
 * slowest in use, goes down to half of that rate for a while.
 */
final class Pacing {
  private static final int SLOWEST = 2;

  private final FlowLog log;

  Pacing(FlowLog log) {
    this.log = log;
  }

  /** Whether pacing may explain when a segment was sent; true also where no rate is known. */
  boolean mayHold(Segment segment) {
    Segment before = dataBefore(segment.index());
    if (before == null) {
      return true;
    }
    double rate = bestRate(segment.index());
    double gap = segment.timeNanos() - before.timeNanos();
    return rate == 0 || gap <= SLOWEST * before.length() / rate;
  }

  private Segment dataBefore(int index) {
    for (int i = index - 1; i >= 0; i--) {
      if (log.carriesData(log.segments().get(i))) {
        return log.segments().get(i);
      }
    }
    return null;
  }

  /**
   * The best rate so far, in bytes a nanosecond, from a segment to the acknowledgement of exactly
   * that segment.
   */
  private double bestRate(int until) {
    double best = 0;
    Segment sent = null;
    for (Segment segment : log.segments().subList(0, until)) {
      if (log.carriesData(segment)) {
        sent = segment;
      } else if (sent != null && isOf(sent, segment)) {
        long nanos = Math.max(1, segment.timeNanos() - sent.timeNanos());
        best = Math.max(best, (double) sent.length() / nanos);
        sent = null;
      }
    }
    return best;
  }

  private boolean isOf(Segment sent, Segment segment) {
    return log.acknowledges(segment) && segment.ack() == FlowLog.payloadEnd(sent);
  }
}
