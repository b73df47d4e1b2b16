package dev.tcpunit.dynamics;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the small segments of a flow that left with an acknowledgement for which they had waited.
 */
final class NagleWaits {
  /**
   * Data that is sent later was not held back, and an acknowledgement that comes sooner is no wait.
   */
  private static final long PROMPTLY = 1_000_000;

  /**
   * The smallest send buffer that Linux gives by default (tcp_wmem). Where as much is under way, a
   * full buffer may have kept the application from writing until the acknowledgement made room.
   */
  private static final long SEND_BUFFER = 16_384;

  private final FlowLog log;
  private final List<NagleWait> found = new ArrayList<>();
  private long largestWindow;
  private long smallEnd;

  /** A small segment went out while one was not acknowledged: the algorithm is turned off. */
  private boolean turnedOff;

  private Segment latest;

  /** Since the latest data some was sent again, or the peer sent what may be answered. */
  private boolean disturbed;

  /** The pure acknowledgement behind the latest data, if nothing else came since. */
  private Segment acknowledgement;

  private NagleWaits(FlowLog log) {
    this.log = log;
  }

  static List<NagleWait> of(FlowLog log) {
    NagleWaits waits = new NagleWaits(log);
    log.segments().forEach(waits::take);
    return waits.found.stream().map(wait -> waits.turnedOff ? unproven(wait) : wait).toList();
  }

  private static NagleWait unproven(NagleWait wait) {
    return new NagleWait(wait.before(), wait.acknowledgement(), wait.held(), false);
  }

  private void take(Segment segment) {
    if (log.carriesData(segment)) {
      if (segment.isNewData()) {
        takeNew(segment);
      } else {
        disturbed |= segment.kind() == SegmentKind.RETRANSMISSION;
      }
    } else if (log.acknowledges(segment)) {
      takeAcknowledgement(segment);
    }
  }

  private void takeNew(Segment segment) {
    // What ends with a FIN is never held back.
    if (isSmall(segment) && !segment.has(TcpFlags.FIN)) {
      boolean waits = smallEnd > log.acknowledgedBefore(segment.index());
      turnedOff |= waits;
      if (!waits && hasWaited(segment)) {
        found.add(new NagleWait(latest, acknowledgement, segment, isProven(segment)));
      }
    }
    smallEnd = isSmall(segment) ? FlowLog.payloadEnd(segment) : smallEnd;
    latest = segment;
    acknowledgement = null;
    disturbed = false;
  }

  /** Data of the peer may be an answer, to which the application writes the next. */
  private void takeAcknowledgement(Segment segment) {
    largestWindow = Math.max(largestWindow, log.scale().bytes(segment));
    int at = segment.index();
    boolean advances = log.acknowledgedTo(at) > log.acknowledgedBefore(at);
    boolean pure = segment.length() == 0 && !segment.has(TcpFlags.FIN);
    if (advances || !pure) {
      acknowledgement = pure ? segment : null;
    }
    disturbed |= !pure;
  }

  /**
   * A segment is full if it fills the MSS, or half of the largest window (RFC 9293 section
   * 3.8.6.2.1).
   */
  private boolean isSmall(Segment segment) {
    long half = largestWindow / 2;
    return segment.length() < (half > 0 ? Math.min(half, log.fullSize()) : log.fullSize());
  }

  private boolean hasWaited(Segment segment) {
    if (latest == null
        || acknowledgement == null
        || segment.timeNanos() - acknowledgement.timeNanos() >= PROMPTLY
        || acknowledgement.timeNanos() - latest.timeNanos() < PROMPTLY) {
      return false;
    }
    int before = acknowledgement.index() - 1;
    boolean released =
        log.flightSize(acknowledgement.index()) == 0 || smallEnd > log.acknowledgedTo(before);
    long edge = log.windowEdge(before);
    boolean room = edge != FlowLog.UNKNOWN && edge - log.sentTo(before) >= segment.length();
    return released && room;
  }

  /**
   * It left with the acknowledgement, and neither the congestion window had held it back - two
   * segments always fit, or an acknowledgement before had made room already - nor a full buffer.
   */
  private boolean isProven(Segment segment) {
    long pending = log.flightSize(acknowledgement.index() - 1);
    boolean allowed = pending < 2L * log.fullSize() || pending < log.flightSize(latest.index());
    boolean atOnce = segment.timeNanos() - acknowledgement.timeNanos() <= StallJudge.AT_ONCE;
    return atOnce && allowed && log.flightSize(latest.index()) < SEND_BUFFER && !disturbed;
  }
}
