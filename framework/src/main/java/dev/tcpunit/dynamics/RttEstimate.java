package dev.tcpunit.dynamics;

import java.util.List;

/** SRTT and RTTVAR as RFC 6298 section 2 computes them. */
final class RttEstimate {
  private long smoothed = -1;
  private long variation;

  static RttEstimate of(List<RttSample> samples, long untilNanos) {
    RttEstimate estimate = new RttEstimate();
    for (RttSample sample : samples) {
      if (sample.acknowledgement().timeNanos() > untilNanos) {
        break;
      }
      estimate.take(sample.nanos());
    }
    return estimate;
  }

  void take(long nanos) {
    if (smoothed < 0) {
      smoothed = nanos;
      variation = nanos / 2;
    } else {
      variation += (Math.abs(smoothed - nanos) - variation) / 4;
      smoothed += (nanos - smoothed) / 8;
    }
  }

  boolean isKnown() {
    return smoothed >= 0;
  }

  long smoothedNanos() {
    return smoothed;
  }

  long variationNanos() {
    return variation;
  }
}
