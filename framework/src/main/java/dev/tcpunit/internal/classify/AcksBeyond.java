package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.AckBeyond;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import java.util.ArrayList;

/**
 * Follows acknowledgements of more than was captured. The capture may have missed what they are of;
 * but where the FIN of that side ends before, nothing was ever sent there, and its receiver drops
 * the ACK (RFC 9293 section 3.10.7.4): it proves nothing.
 */
final class AcksBeyond {
  private AcksBeyond() {}

  /** Takes an acknowledgement of more than ever before, before it counts. */
  static void onAdvance(PlacedSegment at) {
    FlowState acked = at.peer;
    if (at.ack <= acked.next()) {
      return;
    }
    RareFacts facts = acked.rare();
    if (facts.acksBeyond == null) {
      facts.acksBeyond = new ArrayList<>(2);
    }
    if (acked.acknowledgedTo <= acked.next()) {
      facts.acknowledgedWithin = Math.max(facts.acknowledgedWithin, acked.acknowledgedTo);
    }
    if (facts.acksBeyond.size() < AckBeyond.MOST) {
      boolean pure = at.segment.payloadLength == 0 && !at.has(TcpFlags.FIN);
      facts.acksBeyond.add(new AckBeyond(at.ack, pure ? at.row : -1));
    }
  }

  /** Takes one of no more than another before it. */
  static void onRepeat(PlacedSegment at) {
    RareFacts facts = at.peer.rareOrNull();
    if (facts != null && facts.acksBeyond != null && at.isAccepted() && at.ack <= at.peer.next()) {
      facts.acknowledgedWithin = Math.max(facts.acknowledgedWithin, at.ack);
    }
  }

  /** Takes where a flow ends: what was acknowledged behind its FIN was never sent. */
  static void onFin(PlacedSegment at) {
    FlowState flow = at.flow;
    long end = flow.finOffset() + 1;
    RareFacts facts = flow.rareOrNull();
    if (flow.acknowledgedTo <= end || facts == null || facts.acksBeyond == null) {
      return;
    }
    long known = facts.acknowledgedWithin;
    for (AckBeyond ack : facts.acksBeyond) {
      if (ack.offset() <= end) {
        known = Math.max(known, ack.offset());
      } else if (ack.row() >= 0) {
        Refusals.add(at.connection, at.peer, ack.row(), AcceptanceReason.ACK_OF_UNSENT_DATA);
      }
    }
    flow.acknowledgedTo = known;
    facts.acksBeyond = null;
  }
}
