package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SeenReset;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import java.util.ArrayList;

/**
 * Decides whether a RST resets its receiver: only at RCV.NXT (RFC 5961 section 3). Linux also takes
 * one just below it after the peer's FIN, and one at the right edge of its highest SACK block: a
 * sender that has lost all track sends it there; and, in FIN-WAIT-2, maybe one anywhere in the
 * window. No timestamp matters (RFC 7323 section 5.3).
 */
final class ResetJudge {
  private final SendHistory history;
  private final VantageFinder vantage;

  ResetJudge(SendHistory history, VantageFinder vantage) {
    this.history = history;
    this.vantage = vantage;
  }

  /** Says why the RST is not accepted, or may not be; null if it is. */
  AcceptanceReason judge(PlacedSegment at) {
    AcceptanceReason refusal = decide(at);
    remember(at, refusal);
    return refusal;
  }

  private AcceptanceReason decide(PlacedSegment at) {
    if (isInSynSent(at)) {
      boolean acknowledges = at.has(TcpFlags.ACK) && at.ack >= 1 && at.ack <= at.peer.next();
      return acknowledges ? null : AcceptanceReason.RST_NOT_FOR_SYN;
    }
    if (at.peer.is(FlowState.SOCKET_GONE)) {
      return AcceptanceReason.SOCKET_GONE;
    }
    if (AcceptanceStep.isClosed(at)) {
      return AcceptanceReason.AFTER_CLOSE;
    }
    return isTaken(at) ? null : judgePlace(at);
  }

  /** Whoever has only sent a SYN takes no RST but one that acknowledges it (s3.10.7.3). */
  private static boolean isInSynSent(PlacedSegment at) {
    FlowState peer = at.peer;
    return peer.is(FlowState.SYN_SEEN)
        && !peer.is(FlowState.SYN_ACKED)
        && !at.flow.is(FlowState.SYN_SEEN)
        && at.flow.payloadBytes == 0;
  }

  private static boolean isTaken(PlacedSegment at) {
    FlowState flow = at.flow;
    long expected = flow.expected();
    boolean afterFin = flow.is(FlowState.FIN_SEEN) && expected == flow.finOffset() + 1;
    GapList gaps = flow.gaps();
    boolean holes = gaps != null && gaps.size() > 0;
    return at.seq == expected
        || afterFin && at.seq == expected - 1
        || holes && at.isSackInUse() && at.seq == flow.end
        || isUnknown(at) && at.seq >= Math.max(0, flow.acknowledgedTo);
  }

  /** The capture began amid the connection, and holds nothing of this side but the RST. */
  private static boolean isUnknown(PlacedSegment at) {
    return !at.flow.is(FlowState.SYN_SEEN) && at.flow.segments <= 1;
  }

  private AcceptanceReason judgePlace(PlacedSegment at) {
    FlowState flow = at.flow;
    long low = flow.acknowledgedTo == FlowState.NONE ? flow.first() : flow.acknowledgedTo;
    long high = Math.max(flow.windowEdge, flow.next());
    boolean ahead = at.seq > high + 1 && !at.areOffersCut();
    if (at.seq < Math.min(low, flow.next()) || ahead) {
      return AcceptanceReason.RST_OUTSIDE_WINDOW;
    }
    if (at.seq > flow.expected() && isInFinWait2(at)) {
      return AcceptanceReason.RST_IN_FIN_WAIT_2;
    }
    return vantage.isAtReceiver(at)
        ? AcceptanceReason.RST_NOT_AT_RCV_NXT
        : AcceptanceReason.RST_MAYBE_NOT_AT_RCV_NXT;
  }

  /**
   * Whether its receiver has closed and awaits the peer's FIN. Once the application has closed the
   * socket too, Linux keeps no more of it than of one in TIME-WAIT, and takes a RST anywhere in the
   * window; a socket that is only shut down for sending challenges it. No packet tells the two
   * apart.
   */
  private static boolean isInFinWait2(PlacedSegment at) {
    return at.peer.isFinAcknowledged() && !at.flow.isFinAcknowledged();
  }

  /**
   * What the receiver acknowledges only if it went on. Where the capture stands there, all that it
   * had received stands before the RST.
   */
  private long provedBeyond(PlacedSegment at) {
    long expected = at.flow.expected();
    return vantage.isAtReceiver(at) ? expected : Math.max(at.seq, expected);
  }

  /** What is decided may be refuted, and what is not may be decided later. */
  private void remember(PlacedSegment at, AcceptanceReason refusal) {
    RareFacts facts = at.flow.rare();
    if (refusal != null && refusal.acceptance() == Acceptance.IGNORED) {
      return;
    }
    if (facts.resets == null) {
      facts.resets = new ArrayList<>(2);
    }
    if (facts.resets.size() < SeenReset.MOST) {
      long before = history.previous(at.entry);
      boolean stamped = history.holds(before) && history.is(before, SendHistory.HAS_TIMESTAMP);
      facts.resets.add(
          new SeenReset(
              isInSynSent(at) ? 0 : provedBeyond(at),
              at.segment.timeNanos,
              at.row,
              stamped,
              stamped ? history.tsVal(before) : 0,
              refusal == null));
    }
  }
}
