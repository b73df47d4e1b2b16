package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.DamagedRanges;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.HandshakeTracker;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.TeardownTracker;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.FlowCount;

/**
 * Segments with a wrong checksum, their own or that of the IP header. A receiver discards them (RFC
 * 9293 section 3.1, RFC 1122 section 3.2.1.2), and their numbers may be as wrong as the rest. But
 * some devices complete the sums of what their host sends behind the capture: what is acknowledged
 * was not damaged.
 */
final class DamagedSegments {
  private DamagedSegments() {}

  static boolean isDamaged(DecodedSegment segment, FlowState flow) {
    return segment.isDamaged() && !flow.is(FlowState.CHECKSUMS_UNFINISHED);
  }

  /** IP looks at its header first. */
  static AcceptanceReason reason(DecodedSegment segment) {
    return segment.badIpChecksum ? AcceptanceReason.BAD_IP_CHECKSUM : AcceptanceReason.BAD_CHECKSUM;
  }

  /** Whether its payload lies where the next bytes, or such as were sent before, are expected. */
  static boolean isInPlace(PlacedSegment at) {
    FlowState flow = at.flow;
    return flow.is(FlowState.ANCHORED)
        && !at.has(TcpFlags.SYN)
        && at.seq >= flow.first()
        && at.seq <= flow.end;
  }

  /** Whether it is a SYN that was captured before, damaged or not. */
  static boolean isSynAgain(PlacedSegment at) {
    FlowState flow = at.flow;
    return at.has(TcpFlags.SYN)
        && (flow.is(FlowState.SYN_SEEN) && at.seq == 0 || wasSynDamaged(at));
  }

  /** Whether the same SYN was captured before with a wrong checksum. */
  static boolean wasSynDamaged(PlacedSegment at) {
    RareFacts facts = at.flow.rareOrNull();
    return facts != null && facts.damage != null && facts.damage.isSyn(at.segment.seq);
  }

  /** Whether its FIN was captured before, damaged or not. */
  static boolean isFinAgain(PlacedSegment at) {
    RareFacts facts = at.flow.rareOrNull();
    return at.flow.is(FlowState.FIN_SEEN)
        || facts != null
            && facts.damage != null
            && facts.damage.hasFin()
            && facts.damage.finNumber() == at.segment.seq + at.segment.payloadLength;
  }

  /** Takes note of what the segment seems to carry. */
  static void note(PlacedSegment at) {
    FlowState flow = at.flow;
    boolean opens = at.has(TcpFlags.SYN) && !flow.is(FlowState.ANCHORED);
    boolean occupies = at.segment.payloadLength > 0 || at.has(TcpFlags.FIN);
    if (opens) {
      damage(flow).onSyn(at.segment);
    } else if (occupies && isInPlace(at)) {
      damage(flow).onBytes(Math.max(at.seq, flow.end), at.dataEnd(), at.segment);
    }
  }

  private static DamagedRanges damage(FlowState flow) {
    RareFacts facts = flow.rare();
    if (facts.damage == null) {
      facts.damage = new DamagedRanges();
    }
    return facts.damage;
  }

  /**
   * The peer acknowledges a SYN that was captured with a wrong checksum alone. Nobody guesses its
   * number: even an acknowledgement that is damaged itself shows that the peer has it.
   */
  static void onAcknowledgement(TrackedConnection connection, int direction, DecodedSegment by) {
    FlowState flow = connection.flow(direction);
    RareFacts facts = flow.rareOrNull();
    if (facts == null || facts.damage == null || flow.is(FlowState.SYN_SEEN)) {
      return;
    }
    DecodedSegment syn = facts.damage.synAcknowledgedBy(by.ack);
    if (syn != null) {
      flow.anchor(syn.seq);
      HandshakeTracker.onSyn(connection, direction, syn);
      if (syn.has(TcpFlags.ACK)) {
        HandshakeTracker.onAck(connection, direction, syn, 0, 1);
        FlowState opener = connection.flow(1 - direction);
        opener.windowEdge = Math.max(opener.windowEdge, 1 + syn.window);
      }
      believe(connection, flow);
    }
  }

  /** Its sender goes on behind a SYN that was captured with a wrong checksum alone: it opened. */
  static void onSuccessor(TrackedConnection connection, PlacedSegment next) {
    FlowState flow = next.flow;
    RareFacts facts = flow.rareOrNull();
    if (facts == null || facts.damage == null || flow.is(FlowState.ANCHORED)) {
      return;
    }
    DecodedSegment syn = facts.damage.synBefore(next.segment.seq);
    if (syn != null) {
      flow.anchor(syn.seq);
      HandshakeTracker.onSyn(connection, next.direction, syn);
    }
  }

  /** The peer acknowledges bytes or a FIN that were captured with wrong checksums alone. */
  static void onAcknowledgement(PlacedSegment at) {
    FlowState acked = at.peer;
    RareFacts facts = acked.rareOrNull();
    if (facts == null || facts.damage == null || !facts.damage.isCoveredBy(at.ack)) {
      return;
    }
    DamagedRanges damage = facts.damage;
    believe(at.connection, acked);
    if (damage.hasFin() && !acked.is(FlowState.FIN_SEEN)) {
      acked.finNumber = damage.finNumber();
      acked.set(FlowState.FIN_SEEN);
      TeardownTracker.onFin(at.connection, 1 - at.direction);
    }
  }

  /** From now on, and for all that came before, the flow's checksums mean nothing. */
  private static void believe(TrackedConnection connection, FlowState flow) {
    RareFacts facts = flow.rare();
    flow.set(FlowState.CHECKSUMS_UNFINISHED);
    facts.damage = null;
    if (connection.segments == null) {
      facts.add(FlowCount.NOT_ACCEPTED, -facts.damagedSegments);
    }
    Refusals.takeBack(connection, flow, AcceptanceReason.BAD_CHECKSUM, 0);
    Refusals.takeBack(connection, flow, AcceptanceReason.BAD_IP_CHECKSUM, 0);
  }
}
