package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AcceptanceReason;

/** One segment at its place in its connection; one object, used again for every packet. */
final class PlacedSegment {
  TrackedConnection connection;
  DecodedSegment segment;

  /** 0 the way of the connection's first segment, 1 the other way. */
  int direction;

  /** The flow that the segment is a part of. */
  FlowState flow;

  /** The flow that the segment acknowledges. */
  FlowState peer;

  /** The offset of the segment's first byte, SYN or FIN. */
  long seq;

  /** The offset acknowledged in the peer's flow; counts only with the ACK flag. */
  long ack;

  /** Whether its checksum is wrong, and was not left to the sender's device. */
  boolean damaged;

  /** Why its receiver does not accept it, or may not; null if it does. */
  AcceptanceReason refusal;

  /** Whether what it acknowledges can be meant for this connection. */
  boolean believed;

  /** Whether it only acknowledges what was acknowledged before. */
  boolean repeats;

  /** The segment's entry in the history. */
  long entry;

  /** The segment's row in the connection's table, or -1. */
  int row;

  /** Whether it moves anything at its receiver. */
  boolean isAccepted() {
    return refusal == null;
  }

  boolean has(int flag) {
    return segment.has(flag);
  }

  /** Whether both sides offered SACK (RFC 2018 section 2). */
  boolean isSackInUse() {
    return flow.is(FlowState.SACK_PERMITTED) && peer.is(FlowState.SACK_PERMITTED);
  }

  /** Whether what both sides offered is not known, though both SYNs may have been captured. */
  boolean areOffersCut() {
    return flow.is(FlowState.OFFERS_CUT) || peer.is(FlowState.OFFERS_CUT);
  }

  /** Where the payload starts: a SYN comes before it. */
  long dataStart() {
    return has(TcpFlags.SYN) ? seq + 1 : seq;
  }

  long dataEnd() {
    return dataStart() + segment.payloadLength;
  }
}
