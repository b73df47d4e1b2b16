package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.RetransmissionCause;
import dev.tcpunit.trace.SegmentKind;

/**
 * The one segment outstanding is the first and the last at once, and the probe's timer is cut down
 * to the retransmission timer (RFC 8985 section 7.2), so its first resend may be either's. Two
 * things tell: a second one, for the retransmission timer doubles after it has run out (RFC 6298
 * section 5.5), but not after a probe; and what this sender did before, for who probes sets the
 * probe's timer first. How long it took does not: a kernel adds its shortest retransmission time to
 * the probe's timer, and that is a setting.
 */
final class LoneSegmentResend {
  private final SendHistory history;

  LoneSegmentResend(SendHistory history) {
    this.history = history;
  }

  RetransmissionCause decide(PlacedSegment at, LossState loss, long silence) {
    long first = loss.loneTail;
    boolean second =
        history.holds(first)
            && history.start(first) == at.dataStart()
            && at.flow.acknowledgedTo <= at.dataStart();
    return second ? decideBoth(at, loss, first) : decideFirst(at, loss, silence);
  }

  private static RetransmissionCause decideFirst(PlacedSegment at, LossState loss, long silence) {
    if (loss.firstTimer != null && loss.duplicateAcks == 0) {
      return loss.firstTimer;
    }
    loss.loneTail = at.entry;
    loss.loneTailSilence = silence;
    return RetransmissionCause.UNKNOWN;
  }

  private RetransmissionCause decideBoth(PlacedSegment at, LossState loss, long first) {
    long next = at.segment.timeNanos - history.nanos(first);
    if (2 * next >= 3 * loss.loneTailSilence) {
      loss.firstTimer = RetransmissionCause.TIMEOUT;
      correct(at, first, RetransmissionCause.TIMEOUT, FlowCount.TIMEOUT_RETRANSMISSIONS);
    } else {
      loss.firstTimer = RetransmissionCause.TAIL_LOSS_PROBE;
      correct(at, first, RetransmissionCause.TAIL_LOSS_PROBE, FlowCount.TAIL_LOSS_PROBES);
    }
    loss.loneTail = SendHistory.NONE;
    return RetransmissionCause.TIMEOUT;
  }

  private void correct(PlacedSegment at, long entry, RetransmissionCause cause, FlowCount count) {
    FlowState flow = at.flow;
    flow.rare().increment(count);
    if (at.connection.segments != null) {
      at.connection.segments.classify(history.row(entry), SegmentKind.RETRANSMISSION, cause);
    }
  }
}
