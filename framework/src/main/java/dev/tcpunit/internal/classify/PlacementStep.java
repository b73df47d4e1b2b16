package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.ConnectionRouter;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.RareFacts;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;

/** Finds a segment's connection, direction and offsets. */
final class PlacementStep implements Step {
  private final ConnectionRouter router;

  PlacementStep(ConnectionRouter router) {
    this.router = router;
  }

  @Override
  public boolean take(PlacedSegment at, Classification result) {
    DecodedSegment segment = at.segment;
    TrackedConnection connection = router.route(segment);
    at.connection = connection;
    at.direction = connection.direction(segment);
    at.flow = connection.flow(at.direction);
    at.peer = connection.flow(1 - at.direction);
    at.damaged = DamagedSegments.isDamaged(segment, at.flow);
    at.refusal = isForOtherSyn(at) ? AcceptanceReason.OTHER_SYN_ACKNOWLEDGED : null;
    if (segment.has(TcpFlags.ACK)) {
      DamagedSegments.onAcknowledgement(connection, 1 - at.direction, segment);
    }
    if (!at.damaged && at.refusal == null) {
      DamagedSegments.onSuccessor(connection, at);
      anchor(at);
    }
    RareFacts facts = at.peer.rareOrNull();
    if (facts != null && facts.otherSyns != null && !facts.isSynChosen) {
      chooseSyn(at.peer, facts, segment);
    }
    at.seq = offset(at.flow, segment.seq, at.has(TcpFlags.SYN) ? 0 : 1);
    at.ack = segment.has(TcpFlags.ACK) ? offset(at.peer, segment.ack, 1) : 0;
    if (segment.timeNanos < connection.lastNanos && isAcknowledgedBefore(at)) {
      connection.first.rare().isOrderDisproved = true;
    }
    connection.see(segment.timeNanos);
    return true;
  }

  /** Whether the peer has acknowledged what the capture shows only now. */
  private static boolean isAcknowledgedBefore(PlacedSegment at) {
    boolean syn = at.has(TcpFlags.SYN);
    boolean fin = at.has(TcpFlags.FIN);
    long dataEnd = at.seq + at.segment.payloadLength + (syn ? 1 : 0);
    boolean isNew =
        syn
            ? !at.flow.is(FlowState.SYN_SEEN)
            : at.segment.payloadLength > 0 && dataEnd > at.flow.end
                || fin && !at.flow.is(FlowState.FIN_SEEN);
    return isNew && at.flow.acknowledgedTo >= dataEnd + (fin ? 1 : 0);
  }

  private static long offset(FlowState flow, int number, long otherwise) {
    return flow.is(FlowState.ANCHORED) ? flow.offset(number) : otherwise;
  }

  /** A client takes no SYN-ACK but one that acknowledges its SYN (RFC 9293 section 3.10.7.3). */
  private static boolean isForOtherSyn(PlacedSegment at) {
    FlowState client = at.peer;
    return at.segment.has(TcpFlags.SYN | TcpFlags.ACK)
        && !at.flow.is(FlowState.SYN_SEEN)
        && client.is(FlowState.PLAIN_SYN_SENT)
        && !client.is(FlowState.SYN_ACKED)
        && !ConnectionRouter.acknowledgesSyn(client, at.segment.ack);
  }

  private static void anchor(PlacedSegment at) {
    FlowState flow = at.flow;
    boolean opens = at.has(TcpFlags.SYN) && !flow.is(FlowState.SYN_SEEN);
    if (opens) {
      forgetOther(flow, at.segment.seq);
      flow.anchor(at.segment.seq);
    } else if (!flow.is(FlowState.ANCHORED)) {
      flow.anchor(at.segment.seq - 1);
    }
    if (at.has(TcpFlags.ACK) && !at.peer.is(FlowState.ANCHORED)) {
      at.peer.anchor(at.segment.ack - 1);
    }
  }

  /** A FIN with other numbers than the SYN's came before it: nobody takes one without a SYN. */
  private static void forgetOther(FlowState flow, int number) {
    if (flow.is(FlowState.ANCHORED) && flow.base != number && flow.payloadBytes == 0) {
      flow.clear(FlowState.FIN_SEEN);
    }
  }

  /** The client's first ACK tells which of several SYN-ACKs it took. */
  private static void chooseSyn(FlowState server, RareFacts facts, DecodedSegment segment) {
    int number = segment.ack - 1;
    boolean taken =
        segment.has(TcpFlags.ACK) && facts.otherSyns.containsKey(number) && !segment.isDamaged();
    if (taken && !server.is(FlowState.SYN_ACKED) && server.end == 1) {
      facts.otherSyns.remove(number);
      facts.otherSyns.put(server.base, true);
      server.anchor(number);
      facts.isSynChosen = true;
    }
  }
}
