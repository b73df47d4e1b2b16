package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.RoleEvidence;
import java.util.HashMap;
import java.util.OptionalLong;

/** Follows how a connection is opened, exact in both sequence numbers (RFC 9293 section 3.5). */
public final class HandshakeTracker {
  /** How many numbers are remembered: a client gives up before a server has answered with more. */
  private static final int MOST_NUMBERS = 16;

  private HandshakeTracker() {}

  /** Takes a SYN or SYN-ACK, before its flow moves. */
  public static void onSyn(TrackedConnection connection, int direction, DecodedSegment segment) {
    FlowState flow = connection.flow(direction);
    boolean answer = segment.has(TcpFlags.ACK);
    if (flow.is(FlowState.SYN_SEEN) && flow.base != segment.seq) {
      noteOther(flow, connection.flow(1 - direction), segment);
      return;
    }
    int sent = answer ? FlowState.SYN_ACK_SENT : FlowState.PLAIN_SYN_SENT;
    if (flow.is(sent)) {
      flow.set(FlowState.SYN_REPEATED);
    }
    flow.set(sent | FlowState.SYN_SEEN | (segment.payloadLength > 0 ? FlowState.DATA_IN_SYN : 0));
    flow.offers(segment);
    if (flow.acknowledgedTo > 0) {
      // The capture wrote it behind a segment that acknowledges what came after it.
      flow.set(FlowState.SYN_ACKED);
    }
    if (!connection.evidence().isProof()) {
      connection.clientDirection = (byte) (answer ? 1 - direction : direction);
      connection.evidence(answer ? RoleEvidence.SYN_ACK : RoleEvidence.SYN);
    } else if (!answer && connection.clientDirection == direction) {
      connection.evidence(RoleEvidence.SYN);
    }
  }

  /** A SYN-ACK with another number: the server did not remember that it had answered. */
  private static void noteOther(FlowState flow, FlowState peer, DecodedSegment segment) {
    boolean answers =
        segment.has(TcpFlags.ACK)
            && peer.is(FlowState.ANCHORED)
            && ConnectionRouter.acknowledgesSyn(peer, segment.ack);
    if (answers && !flow.is(FlowState.SYN_ACKED) && flow.end == 1) {
      RareFacts facts = flow.rare();
      if (facts.otherSyns == null) {
        facts.otherSyns = new HashMap<>();
      }
      if (facts.otherSyns.size() < MOST_NUMBERS) {
        facts.otherSyns.putIfAbsent(segment.seq, false);
      }
    }
  }

  /** Takes what a segment acknowledges of the peer's SYN. */
  public static void onAck(
      TrackedConnection connection, int direction, DecodedSegment segment, long seq, long ack) {
    FlowState flow = connection.flow(direction);
    FlowState peer = connection.flow(1 - direction);
    if (peer.is(FlowState.SYN_ACKED) || !peer.is(FlowState.SYN_SEEN)) {
      return;
    }
    if (segment.has(TcpFlags.RST)) {
      boolean unanswered = !flow.is(FlowState.SYN_SEEN) && flow.acknowledgedTo == FlowState.NONE;
      if (unanswered && ack >= 1 && ack <= peer.next()) {
        connection.set(TrackedConnection.REFUSED);
      }
      return;
    }
    boolean exact =
        segment.has(TcpFlags.SYN)
            ? ConnectionRouter.acknowledgesSyn(peer, segment.ack)
            : isExactThirdSegment(flow, peer, seq, ack);
    if (exact) {
      peer.set(FlowState.SYN_ACKED);
      // A segment with data may be sent late, or twice: its time tells nothing of the round trip.
      boolean pure = segment.payloadLength == 0 && !segment.has(TcpFlags.FIN);
      if (flow.is(FlowState.SYN_ACKED) && pure) {
        connection.establishedNanos = segment.timeNanos;
      }
    }
  }

  /**
   * A side that acknowledges bytes is established, so its SYN was acknowledged (RFC 9293
   * s3.10.7.4).
   */
  public static void onBytesAcknowledged(FlowState flow, FlowState peer, long ack) {
    if (ack > 1 && flow.is(FlowState.SYN_SEEN) && peer.is(FlowState.SYN_ACKED)) {
      flow.set(FlowState.SYN_ACKED);
    }
  }

  private static boolean isExactThirdSegment(FlowState flow, FlowState peer, long seq, long ack) {
    boolean answers =
        flow.is(FlowState.SYN_ACKED)
            || flow.is(FlowState.PLAIN_SYN_SENT) && peer.is(FlowState.PLAIN_SYN_SENT);
    long latest = flow.is(FlowState.DATA_IN_SYN) ? flow.end : 1;
    return answers && seq >= 1 && seq <= latest && ack >= 1 && ack <= peer.next();
  }

  public static Handshake freeze(TrackedConnection connection) {
    return new Handshake(state(connection), roundTrip(connection));
  }

  private static Handshake.State state(TrackedConnection connection) {
    FlowState client = connection.client();
    FlowState server = connection.server();
    if (opened(client) == null) {
      return Handshake.State.NOT_CAPTURED;
    }
    if (client.is(FlowState.SYN_ACKED) && server.is(FlowState.SYN_ACKED)) {
      return Handshake.State.COMPLETED;
    }
    if (connection.is(TrackedConnection.REFUSED)) {
      return Handshake.State.REFUSED;
    }
    boolean silent = server.segments == 0 && client != server;
    return silent ? Handshake.State.UNANSWERED : Handshake.State.INCOMPLETE;
  }

  /**
   * The flow if its SYN was captured, or what its SYN says that was captured with a wrong checksum
   * alone: it was sent, and its receiver has nothing of it. Null if no SYN was captured, or what
   * followed does not go on behind it.
   */
  public static FlowState opened(FlowState flow) {
    if (flow.is(FlowState.SYN_SEEN)) {
      return flow;
    }
    RareFacts facts = flow.rareOrNull();
    boolean alone = facts != null && facts.damage != null && !flow.is(FlowState.ANCHORED);
    return alone ? facts.damage.opened() : null;
  }

  private static OptionalLong roundTrip(TrackedConnection connection) {
    long nanos = connection.roundTripNanos();
    return nanos >= 0 ? OptionalLong.of(nanos) : OptionalLong.empty();
  }
}
