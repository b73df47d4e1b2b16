package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.HandshakeTracker;
import dev.tcpunit.internal.track.OpenSegment;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.SeenReset;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.track.TeardownTracker;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import java.util.Iterator;
import java.util.List;

/**
 * Decides by what an endpoint sends later which segments it had accepted before: whoever
 * acknowledges what came after a RST had not taken it, and whoever acknowledges bytes beyond its
 * window had room for them.
 */
final class LaterProof {
  /** Longer than a segment is under way that was sent before a RST arrived. */
  private static final int ROUND_TRIPS = 2;

  /** How long a sender waits before it knows a round trip (RFC 6298 section 2.1). */
  private static final long LONGEST_UNDER_WAY = 1_000_000_000;

  private final SendHistory history;

  LaterProof(SendHistory history) {
    this.history = history;
  }

  /** Takes a segment before it is judged itself. */
  void onSegment(PlacedSegment at) {
    boolean reset = at.has(TcpFlags.RST);
    if (at.flow.is(FlowState.SOCKET_GONE) && !reset) {
      onSenderAlive(at);
    }
    RareFacts facts = at.peer.rareOrNull();
    if (facts == null || reset || !at.has(TcpFlags.ACK) || at.ack > at.peer.next()) {
      return;
    }
    if (facts.resets != null) {
      refuteResets(at, facts.resets);
    }
    if (facts.open != null) {
      confirm(at, facts.open);
    }
  }

  /** Somebody else had sent a RST in the name of this side, if it sends on from there. */
  private void onSenderAlive(PlacedSegment at) {
    List<SeenReset> own = at.flow.rare().resets;
    boolean goesOn =
        own != null && (at.seq >= at.flow.next() || at.ack > Math.max(0, at.peer.acknowledgedTo));
    if (goesOn && !isReset(at.peer)) {
      at.flow.clear(FlowState.SOCKET_GONE);
      acceptAfterAll(at, 0);
    }
  }

  /** The socket was there for what it seemed not to take, and for what that acknowledged. */
  private static void acceptAfterAll(PlacedSegment at, int firstRow) {
    Refusals.takeBack(at.connection, at.peer, AcceptanceReason.SOCKET_GONE, firstRow);
    RareFacts facts = at.flow.rareOrNull();
    if (facts != null) {
      at.flow.acknowledgedTo = Math.max(at.flow.acknowledgedTo, facts.acknowledgedIfAlive);
    }
  }

  private static boolean isReset(FlowState resetBy) {
    RareFacts facts = resetBy.rareOrNull();
    return facts != null
        && facts.resets != null
        && facts.resets.stream().anyMatch(reset -> reset.accepted());
  }

  private void refuteResets(PlacedSegment at, List<SeenReset> resets) {
    for (Iterator<SeenReset> each = resets.iterator(); each.hasNext(); ) {
      SeenReset reset = each.next();
      if (refutes(at, reset)) {
        each.remove();
        Refusals.add(at.connection, at.peer, reset.row(), AcceptanceReason.RECEIVER_WENT_ON);
        if (reset.accepted()) {
          TeardownTracker.onResetRefuted(at.connection, 1 - at.direction);
          HandshakeTracker.onBytesAcknowledged(at.flow, at.peer, at.ack);
          acceptAfterAll(at, reset.row() + 1);
        }
      }
    }
  }

  /**
   * It acknowledges more than was there before the RST; or echoes a timestamp that was sent after
   * it; or it carries new data so late that they were sent after it.
   */
  private boolean refutes(PlacedSegment at, SeenReset reset) {
    if (at.ack > reset.provedBeyond()) {
      return true;
    }
    if (at.segment.hasTimestamps && reset.stamped()) {
      return SeqNumber.distance(reset.timestamp(), at.segment.tsEcr) > 0;
    }
    // The round trip may have grown since the handshake, as queues fill.
    long pause = Math.max(LONGEST_UNDER_WAY, ROUND_TRIPS * at.connection.roundTripNanos());
    return !reset.accepted()
        && at.segment.payloadLength > 0
        && at.seq >= at.flow.next()
        && at.segment.timeNanos - reset.nanos() > pause;
  }

  /** The receiver has acknowledged what it may not have accepted. */
  private void confirm(PlacedSegment at, List<OpenSegment> open) {
    for (Iterator<OpenSegment> each = open.iterator(); each.hasNext(); ) {
      OpenSegment segment = each.next();
      if (at.ack >= segment.end()) {
        each.remove();
        accept(at, segment);
      }
    }
    if (open.isEmpty()) {
      at.peer.rare().open = null;
    }
  }

  /** If its bytes were sent again, which of the two was accepted stays open. */
  private void accept(PlacedSegment at, OpenSegment segment) {
    if (wasSentAgain(at.peer, segment)) {
      return;
    }
    if (segment.row() >= 0) {
      at.connection.segments.refuse(segment.row(), null);
    }
    if (segment.cut()) {
      at.peer.set(FlowState.CUT_BY_CAPTURE);
    }
    at.flow.acknowledgedTo = Math.max(at.flow.acknowledgedTo, segment.ack());
  }

  private boolean wasSentAgain(FlowState flow, OpenSegment segment) {
    int times = 0;
    for (long entry = flow.latest; history.holds(entry); entry = history.previous(entry)) {
      boolean same = history.start(entry) < segment.end() && segment.start() < history.end(entry);
      times += same ? 1 : 0;
    }
    return times > 1;
  }
}
