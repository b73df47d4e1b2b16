package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.GapList;
import dev.tcpunit.internal.track.OpenSegment;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.SegmentKind;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Set;

/**
 * Decides whether the endpoint that a segment reaches accepts it: by RFC 9293 section 3.10.7, RFC
 * 5961 sections 3 to 5, RFC 7323 section 5, and what Linux does. The steps behind it let only
 * accepted segments move what they follow.
 *
 * <p>A receiver's state is known as far as the capture shows what reached it. What the capture
 * cannot show stays undecided until later segments do, see {@link LaterProof}.
 */
final class AcceptanceStep implements Step {
  /** How many segments back the receiver's latest timestamp is looked for. */
  private static final int DEPTH = 64;

  /** Linux takes a timestamp that is one tick too old (its TCP_PAWS_WINDOW). */
  private static final int TICK = 1;

  /** After as long a pause a timestamp tells nothing (RFC 7323 section 5.5). */
  private static final long OUTDATED = 24L * 24 * 3600 * 1_000_000_000;

  /** No window field says more (RFC 9293 section 3.1); scaled, no window is larger. */
  private static final long LARGEST_FIELD = 0xFFFF;

  /**
   * Nobody who holds the connection has sent a segment that is ignored for one of these. One whose
   * ACK is of data that was not sent may be its own, where the capture missed that data.
   */
  private static final Set<AcceptanceReason> STRAYS =
      EnumSet.of(AcceptanceReason.NO_ACK, AcceptanceReason.ACK_TOO_OLD);

  private final SendHistory history;
  private final VantageFinder vantage;
  private final ResetJudge resets;
  private final LaterProof proof;
  private final SynStep syns;
  private final FinStep fins;

  AcceptanceStep(SendHistory history, VantageFinder vantage, SynStep syns, FinStep fins) {
    this.history = history;
    this.vantage = vantage;
    this.syns = syns;
    this.fins = fins;
    resets = new ResetJudge(history, vantage);
    proof = new LaterProof(history);
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    if (at.damaged) {
      return takeDamaged(at, result);
    }
    proof.onSegment(at);
    if (at.refusal == null && at.flow != at.peer) {
      at.refusal = at.has(TcpFlags.RST) ? resets.judge(at) : judge(at);
    }
    if (at.refusal == null && at.segment.hasTimestamps) {
      at.flow.latestTick = (char) at.segment.tsVal;
    }
    if (at.refusal != null) {
      refuse(at);
    } else if (at.flow.rareOrNull() != null && at.flow.rare().damage != null) {
      at.flow.rare().damage.onRepair(at.seq, at.dataEnd() + (at.has(TcpFlags.FIN) ? 1 : 0));
    }
    return !isStray(at, result);
  }

  /** Whether what it carries is not its flow's, as the side whose name it bears did not send it. */
  private static boolean isStray(PlacedSegment at, Classification result) {
    boolean occupies = at.segment.payloadLength > 0 || at.has(TcpFlags.FIN);
    boolean stray = at.refusal != null && occupies && STRAYS.contains(at.refusal);
    if (stray) {
      result.kind = SegmentKind.NEW;
    }
    return stray;
  }

  private void refuse(PlacedSegment at) {
    history.mark(at.entry, SendHistory.REFUSED);
    Refusals.add(at.connection, at.flow, at.row, at.refusal);
    if (at.refusal.acceptance() == Acceptance.UNDECIDED && !at.has(TcpFlags.RST)) {
      remember(at);
    }
  }

  private static void remember(PlacedSegment at) {
    RareFacts facts = at.flow.rare();
    if (facts.open == null) {
      facts.open = new ArrayList<>(2);
    }
    if (facts.open.size() < OpenSegment.MOST) {
      int fin = at.has(TcpFlags.FIN) ? 1 : 0;
      boolean cut = at.refusal == AcceptanceReason.CUT_SHORT;
      facts.open.add(new OpenSegment(at.seq, at.dataEnd() + fin, at.ack, at.row, cut));
    }
  }

  /** Nothing that a damaged segment says counts; its payload may show which bytes were sent. */
  private boolean takeDamaged(PlacedSegment at, Classification result) {
    at.refusal = DamagedSegments.reason(at.segment);
    at.flow.rare().damagedSegments++;
    refuse(at);
    if (at.has(TcpFlags.RST)) {
      result.kind = SegmentKind.RESET;
    } else {
      judgeAgain(at, result);
    }
    DamagedSegments.note(at);
    return at.segment.payloadLength > 0 && DamagedSegments.isInPlace(at);
  }

  /** What its sender sent again counts as sent again, however it arrived. */
  private void judgeAgain(PlacedSegment at, Classification result) {
    if (DamagedSegments.isSynAgain(at)) {
      syns.judgeAgain(at, result);
    } else if (isFinAlone(at) && DamagedSegments.isInPlace(at) && DamagedSegments.isFinAgain(at)) {
      fins.judgeAgain(at, result);
    }
  }

  private static boolean isFinAlone(PlacedSegment at) {
    return at.has(TcpFlags.FIN) && at.segment.payloadLength == 0;
  }

  private AcceptanceReason judge(PlacedSegment at) {
    if (at.has(TcpFlags.SYN)) {
      return judgeSyn(at);
    }
    AcceptanceReason gone = judgeSocket(at);
    if (gone != null) {
      return gone;
    }
    if (!at.has(TcpFlags.ACK)) {
      return at.peer.is(FlowState.ANCHORED) ? AcceptanceReason.NO_ACK : null;
    }
    if (isOlder(at)) {
      return AcceptanceReason.OLD_TIMESTAMP;
    }
    AcceptanceReason place = judgePlace(at);
    if (place == null && at.segment.cutShort && !at.flow.is(FlowState.CUT_BY_CAPTURE)) {
      return AcceptanceReason.CUT_SHORT;
    }
    return place == null ? judgeAcknowledgement(at) : place;
  }

  private AcceptanceReason judgeAcknowledgement(PlacedSegment at) {
    if (isOfUnsentData(at)) {
      return AcceptanceReason.ACK_OF_UNSENT_DATA;
    }
    return isTooOld(at) ? AcceptanceReason.ACK_TOO_OLD : null;
  }

  /** A SYN opens; one more of an open connection is only answered (RFC 5961 section 4). */
  private static AcceptanceReason judgeSyn(PlacedSegment at) {
    FlowState flow = at.flow;
    boolean answered = flow.is(FlowState.SYN_ACKED);
    if (flow.is(FlowState.SYN_SEEN) && at.seq != 0) {
      return answered ? AcceptanceReason.SYN_IN_CONNECTION : null;
    }
    // The SYN-ACK that comes again says that the third segment was lost.
    return answered && at.has(TcpFlags.ACK) && at.peer.is(FlowState.SYN_ACKED)
        ? AcceptanceReason.BELOW_WINDOW
        : null;
  }

  private static AcceptanceReason judgeSocket(PlacedSegment at) {
    if (at.peer.is(FlowState.SOCKET_GONE)) {
      return AcceptanceReason.SOCKET_GONE;
    }
    boolean closed = isClosed(at) && !at.peer.is(FlowState.FIN_AFTER_CLOSE);
    return closed ? AcceptanceReason.AFTER_CLOSE : null;
  }

  /** Both sides have closed, and each has heard that the other knows. */
  static boolean isClosed(PlacedSegment at) {
    return at.flow.isFinAcknowledged() && at.peer.isFinAcknowledged();
  }

  /**
   * PAWS: older than the latest timestamp that the receiver took from a segment which did not lie
   * beyond what it had acknowledged (RFC 7323 section 5.3, R1 and section 4.3).
   */
  private boolean isOlder(PlacedSegment at) {
    long entry = history.previous(at.entry);
    if (!at.segment.hasTimestamps || !history.holds(entry) || !isRegress(at, entry)) {
      return false;
    }
    FlowState flow = at.flow;
    for (int i = 0; i < DEPTH && history.holds(entry); i++) {
      int flags = history.flags(entry);
      boolean taken =
          (flags & (SendHistory.HAS_TIMESTAMP | SendHistory.REFUSED)) == SendHistory.HAS_TIMESTAMP;
      if (taken && history.start(entry) <= Math.max(0, flow.acknowledgedTo)) {
        return age(at.segment, entry) > TICK
            && at.segment.timeNanos - history.nanos(entry) < OUTDATED
            && !isLateAck(at);
      }
      entry = history.previous(entry);
    }
    return false;
  }

  /** Whether it is older than the segment before, or that one tells nothing. */
  private boolean isRegress(PlacedSegment at, long before) {
    return history.is(before, SendHistory.REFUSED)
        || !history.is(before, SendHistory.HAS_TIMESTAMP)
        || age(at.segment, before) > TICK;
  }

  private int age(DecodedSegment segment, long entry) {
    return SeqNumber.distance(segment.tsVal, history.tsVal(entry));
  }

  /** Linux lets an ACK pass that another one has overtaken, as it says the same. */
  private static boolean isLateAck(PlacedSegment at) {
    boolean pure = at.segment.payloadLength == 0 && !at.has(TcpFlags.FIN);
    return pure && at.seq == at.flow.expected() && at.ack == at.peer.acknowledgedTo;
  }

  private AcceptanceReason judgePlace(PlacedSegment at) {
    FlowState flow = at.flow;
    long end = at.dataEnd() + (at.has(TcpFlags.FIN) ? 1 : 0);
    if (WindowStep.isFarBeyond(flow, at.peer, at.seq)) {
      return AcceptanceReason.FAR_BEYOND_WINDOW;
    }
    if (flow.acknowledgedTo != FlowState.NONE && end < flow.acknowledgedTo && wasSeen(at, end)) {
      return AcceptanceReason.BELOW_WINDOW;
    }
    boolean exceeds =
        WindowStep.isEdgeKnown(flow, at.peer)
            && (startsBeyond(at) || at.segment.payloadLength > 1 && at.dataEnd() > flow.windowEdge);
    return exceeds ? AcceptanceReason.BEYOND_WINDOW : null;
  }

  /** Whether it starts beyond the window, as far as that is known where the capture stands. */
  private boolean startsBeyond(PlacedSegment at) {
    return startsBeyondWindow(at) && (at.has(TcpFlags.FIN) || vantage.isAtReceiver(at));
  }

  /**
   * Whether it starts beyond the window and leaves a hole. What goes on where its side had come to
   * is its own: that has passed the window before, so the window is not what it seems.
   */
  static boolean startsBeyondWindow(PlacedSegment at) {
    return at.seq > Math.max(at.flow.windowEdge, at.flow.next());
  }

  /** Bytes that are acknowledged before they are captured were accepted, of all things. */
  private static boolean wasSeen(PlacedSegment at, long end) {
    GapList gaps = at.flow.gaps();
    return at.seq < at.flow.next()
        && (at.segment.payloadLength == 0
            || end <= at.flow.next() && (gaps == null || gaps.find(at.seq, end) < 0));
  }

  /**
   * An ACK may be late, but not by more than the largest window, if that is known; one from before
   * the connection is none of it (RFC 5961 section 5.2).
   */
  private static boolean isTooOld(PlacedSegment at) {
    FlowState acked = at.peer;
    if (!acked.is(FlowState.SYN_ACKED)) {
      return false;
    }
    long window =
        WindowStep.areOffersKnown(at.flow, acked)
            ? LARGEST_FIELD << WindowStep.shift(at.flow, acked)
            : Long.MAX_VALUE;
    return at.ack < Math.max(1, Math.max(1, acked.acknowledgedTo) - window);
  }

  /** The byte that probes a closed window counts only once it is acknowledged. */
  private static boolean isOfProbe(PlacedSegment at) {
    RareFacts facts = at.peer.rareOrNull();
    return facts != null && facts.probedAt == at.peer.end && at.ack == at.peer.end + 1;
  }

  /** Only where the capture stands at the receiver is it known what that has sent. */
  private boolean isOfUnsentData(PlacedSegment at) {
    return at.ack > at.peer.next()
        && !isOfProbe(at)
        && at.connection.first.is(FlowState.SYN_SEEN)
        && at.connection.second.is(FlowState.SYN_SEEN)
        && vantage.isAtReceiver(at);
  }
}
