package dev.tcpunit.dynamics;

import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Groups the retransmissions of a flow into the recoveries that they belong to. */
final class Recoveries {
  private final FlowLog log;
  private final List<Recovery> found = new ArrayList<>();
  private Current current;
  private long sentTo;
  private long acknowledgedTo = Long.MIN_VALUE;
  private long progressNanos = Long.MIN_VALUE;

  private Recoveries(FlowLog log) {
    this.log = log;
  }

  static List<Recovery> of(FlowLog log) {
    Recoveries recoveries = new Recoveries(log);
    for (Segment segment : log.segments()) {
      recoveries.take(segment);
    }
    recoveries.close(Optional.empty());
    return List.copyOf(recoveries.found);
  }

  private void take(Segment segment) {
    if (log.acknowledges(segment)) {
      acknowledge(segment);
    } else if (log.isOurs(segment)) {
      if (segment.kind() == SegmentKind.RETRANSMISSION) {
        resend(segment);
      }
      if (segment.kind() != SegmentKind.RESET && segment.kind() != SegmentKind.UNDECIDED) {
        sentTo = Math.max(sentTo, segment.end());
      }
    }
  }

  private void resend(Segment segment) {
    if (current == null) {
      long flight = log.flightSize(Math.max(0, segment.index() - 1));
      current = new Current(Math.max(sentTo, segment.end()), flight);
    }
    current.resends.add(segment);
    RetransmissionCause cause = segment.cause().orElse(RetransmissionCause.UNKNOWN);
    if (cause != RetransmissionCause.FAST && cause != RetransmissionCause.TAIL_LOSS_PROBE) {
      noteTimeout(segment, cause);
    }
  }

  /**
   * Notes a time-out. The resends that follow it as acknowledgements come (RFC 5681 section 3.1)
   * are not further time-outs.
   */
  private void noteTimeout(Segment segment, RetransmissionCause cause) {
    if (cause == RetransmissionCause.UNKNOWN || cause == RetransmissionCause.PATH_MTU) {
      return;
    }
    List<Timeout> timeouts = current.timeouts;
    long waited = segment.timeNanos() - Math.max(progressNanos, latestCopyNanos(segment));
    boolean first = timeouts.isEmpty();
    if (first || waited >= timeouts.get(0).waitedNanos() / 2) {
      boolean again =
          !first && timeouts.get(timeouts.size() - 1).resend().timeNanos() > progressNanos;
      int backOff = again ? timeouts.get(timeouts.size() - 1).backOff() + 1 : 0;
      timeouts.add(new Timeout(segment, waited, backOff));
    }
  }

  private long latestCopyNanos(Segment segment) {
    for (int i = segment.index() - 1; i >= 0; i--) {
      Segment earlier = log.segments().get(i);
      if (log.isOurs(earlier) && earlier.seq() <= segment.seq() && segment.seq() < earlier.end()) {
        return earlier.timeNanos();
      }
    }
    return segment.timeNanos();
  }

  private void acknowledge(Segment segment) {
    if (segment.ack() > acknowledgedTo) {
      acknowledgedTo = segment.ack();
      progressNanos = segment.timeNanos();
    }
    if (current == null) {
      return;
    }
    if (current.repair == null && segment.ack() >= current.resends.get(0).end()) {
      current.repair = segment;
    }
    if (segment.ack() >= current.recoveryPoint) {
      close(Optional.of(segment));
    }
  }

  private void close(Optional<Segment> end) {
    if (current != null) {
      found.add(current.freeze(log, end));
      current = null;
    }
  }

  /** A recovery that is under way. */
  private static final class Current {
    private final long recoveryPoint;
    private final long flightBefore;
    private final List<Segment> resends = new ArrayList<>();
    private final List<Timeout> timeouts = new ArrayList<>();
    private Segment repair;

    Current(long recoveryPoint, long flightBefore) {
      this.recoveryPoint = recoveryPoint;
      this.flightBefore = flightBefore;
    }

    Recovery freeze(FlowLog log, Optional<Segment> end) {
      return new Recovery(
          resends.get(0).cause().orElse(RetransmissionCause.UNKNOWN),
          resends,
          recoveryPoint,
          Optional.ofNullable(repair),
          end,
          flightBefore,
          end.isPresent() ? flightAfter(log, end.get()) : OptionalLong.empty(),
          timeouts);
    }

    /** The most bytes in flight until data that was sent after the recovery is acknowledged. */
    private static OptionalLong flightAfter(FlowLog log, Segment end) {
      long sent = log.sentTo(end.index());
      long largest = -1;
      for (int i = end.index(); i < log.segments().size(); i++) {
        if (log.acknowledgedTo(i) > sent) {
          break;
        }
        if (log.sentTo(i) > sent) {
          largest = Math.max(largest, log.flightSize(i));
        }
      }
      return largest < 0 ? OptionalLong.empty() : OptionalLong.of(largest);
    }
  }
}
