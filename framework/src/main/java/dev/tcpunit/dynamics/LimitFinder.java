package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Segment;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Divides the time of a flow by what limited its sender. */
final class LimitFinder {
  /** A kernel sends within this time of the segment that allows it to. */
  private static final long PROMPTLY = 1_000_000;

  private static final int NONE = -1;

  private final FlowLog log;
  private final List<Segment> segments;
  private final boolean besideSender;

  /** For each segment, the index of the next one with new data. */
  private final int[] nextData;

  /** For each segment, whether a recovery is under way or what is in flight goes on to grow. */
  private final boolean[] bounded;

  private final Map<Limit, Long> nanos = new EnumMap<>(Limit.class);

  private LimitFinder(FlowLog log, List<Recovery> recoveries, List<Round> rounds) {
    this.log = log;
    segments = log.segments();
    besideSender = log.flow().connection().vantagePoint().isBeside(log.sender());
    nextData = new int[segments.size()];
    bounded = new boolean[segments.size()];
    int next = NONE;
    for (int i = segments.size() - 1; i >= 0; i--) {
      nextData[i] = next;
      next = log.sentTo(i) > log.sentBefore(i) && log.carriesData(segments.get(i)) ? i : next;
    }
    markGrowth(rounds);
    for (Recovery recovery : recoveries) {
      int end = recovery.end().map(Segment::index).orElse(segments.size() - 1);
      for (int i = recovery.first().index(); i < end; i++) {
        bounded[i] = true;
      }
    }
  }

  static Limits of(FlowLog log, List<Recovery> recoveries, List<Round> rounds) {
    return new LimitFinder(log, recoveries, rounds).find();
  }

  /**
   * Marks each round after which more is under way than ever since the last loss, by a full segment
   * at least: acknowledgements allowed it to. A full send buffer lets its sender's flight vary, but
   * not grow so.
   */
  private void markGrowth(List<Round> rounds) {
    long most = 0;
    for (int r = 0; r + 1 < rounds.size(); r++) {
      most = Math.max(rounds.get(r).hasResend() ? 0 : most, rounds.get(r).maxFlight());
      boolean grows = rounds.get(r + 1).maxFlight() >= most + log.fullSize();
      for (int i = rounds.get(r).first().index(); grows && i < rounds.get(r).last().index(); i++) {
        bounded[i] = true;
      }
    }
  }

  private Limits find() {
    int first = firstData();
    int last = lastAcknowledgement();
    long total = 0;
    for (int i = first; first != NONE && i < last; i++) {
      long span = Math.max(0, segments.get(i + 1).timeNanos() - segments.get(i).timeNanos());
      nanos.merge(limitAfter(i), span, Long::sum);
      total += span;
    }
    return new Limits(total, nanos);
  }

  private int firstData() {
    if (segments.isEmpty()) {
      return NONE;
    }
    return log.carriesData(segments.get(0)) ? 0 : nextData[0];
  }

  private int lastAcknowledgement() {
    for (int i = segments.size() - 1; i > 0; i--) {
      if (log.acknowledgedTo(i) > log.acknowledgedTo(i - 1)) {
        return i;
      }
    }
    return NONE;
  }

  private Limit limitAfter(int at) {
    int next = nextData[at];
    if (next == NONE || !besideSender) {
      return Limit.UNKNOWN;
    }
    if (log.isWindowClosed(at)) {
      return Limit.RECEIVE_WINDOW;
    }
    if (log.flightSize(at) == 0) {
      return log.windowEdge(at) == FlowLog.UNKNOWN ? Limit.UNKNOWN : Limit.APPLICATION;
    }
    boolean full = segments.get(next).length() >= log.fullSize();
    return bounded[at] && full && isTriggered(next) ? Limit.CONGESTION_WINDOW : Limit.UNKNOWN;
  }

  /** Whether new data went out as soon as an acknowledgement came. */
  private boolean isTriggered(int data) {
    for (int i = data - 1; i > 0; i--) {
      if (segments.get(data).timeNanos() - segments.get(i).timeNanos() >= PROMPTLY) {
        return false;
      }
      if (log.acknowledgedTo(i) > log.acknowledgedTo(i - 1)) {
        return true;
      }
    }
    return false;
  }
}
