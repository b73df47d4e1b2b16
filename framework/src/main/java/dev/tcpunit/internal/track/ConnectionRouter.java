package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.RoleEvidence;

/**
 * Finds the connection of a segment, and decides when a 4-tuple that is used again is a new one.
 *
 * <p>A SYN with another initial sequence number opens a new connection, unless it is the peer's in
 * a simultaneous open. Until it is answered the old connection may prove to be alive (a challenge
 * ACK, RFC 5961 section 4), so what fits only the old one still goes there.
 */
public final class ConnectionRouter {
  private static final int WELL_KNOWN_PORTS = 1024;

  /** How far a segment may lie from what a flow expects and still be taken for one of it. */
  private static final int NEAR = 1 << 24;

  private final ConnectionTable table;

  public ConnectionRouter(ConnectionTable table) {
    this.table = table;
  }

  public ConnectionState route(DecodedSegment segment) {
    ConnectionState current = table.find(segment);
    if (current == null) {
      return open(segment, null);
    }
    if (segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.RST)) {
      return segment.has(TcpFlags.ACK) ? routeSynAck(current, segment) : routeSyn(current, segment);
    }
    return current.previous == null || fits(current, segment) ? current : current.previous;
  }

  private ConnectionState routeSyn(ConnectionState current, DecodedSegment segment) {
    if (isSynOf(current, segment)) {
      return current;
    }
    if (current.previous != null && isSynOf(current.previous, segment)) {
      return current.previous;
    }
    int direction = current.direction(segment);
    FlowState flow = current.flow(direction);
    FlowState peer = current.flow(1 - direction);
    boolean simultaneousOpen = flow.segments == 0 && peer.is(FlowState.SYN_SEEN);
    if (simultaneousOpen && !current.isOver() || isBehindItsData(flow, segment)) {
      return current;
    }
    return open(segment, current);
  }

  private ConnectionState routeSynAck(ConnectionState current, DecodedSegment segment) {
    if (isSynOf(current, segment)) {
      return current;
    }
    if (current.previous != null && isSynOf(current.previous, segment)) {
      return current.previous;
    }
    int direction = current.direction(segment);
    FlowState flow = current.flow(direction);
    FlowState peer = current.flow(1 - direction);
    if (peer.is(FlowState.SYN_SEEN) && acknowledgesSyn(peer, segment.ack)
        || isBehindItsData(flow, segment)) {
      return current;
    }
    boolean fresh = current.isOver() || flow.is(FlowState.SYN_SEEN);
    return fresh ? open(segment, current) : current;
  }

  private static boolean isSynOf(ConnectionState connection, DecodedSegment segment) {
    FlowState flow = connection.flow(connection.direction(segment));
    return flow.is(FlowState.SYN_SEEN) && flow.base == segment.seq;
  }

  /** The capture wrote the first data before the SYN: the SYN's place is just before it. */
  private static boolean isBehindItsData(FlowState flow, DecodedSegment segment) {
    return !flow.is(FlowState.SYN_SEEN)
        && flow.is(FlowState.ANCHORED)
        && flow.base == segment.seq
        && flow.segments < 8;
  }

  /** A SYN that carried data may be acknowledged with that data or without (RFC 7413). */
  static boolean acknowledgesSyn(FlowState flow, int ack) {
    int distance = SeqNumber.distance(flow.base, ack);
    return distance == 1 || flow.is(FlowState.DATA_IN_SYN) && distance >= 1 && distance <= flow.end;
  }

  /** Whether a segment that is no SYN belongs to the newer of two connections of its 4-tuple. */
  private static boolean fits(ConnectionState current, DecodedSegment segment) {
    int direction = current.direction(segment);
    FlowState flow = current.flow(direction);
    FlowState peer = current.flow(1 - direction);
    if (flow.is(FlowState.ANCHORED) && isNear(flow, segment.seq)) {
      return true;
    }
    if (segment.has(TcpFlags.ACK) && peer.is(FlowState.ANCHORED) && isNear(peer, segment.ack)) {
      return true;
    }
    ConnectionState previous = current.previous;
    FlowState old = previous.flow(previous.direction(segment));
    return !old.is(FlowState.ANCHORED) || !isNear(old, segment.seq);
  }

  private static boolean isNear(FlowState flow, int sequenceNumber) {
    return Math.abs((long) SeqNumber.distance(flow.base + (int) flow.next(), sequenceNumber))
        < NEAR;
  }

  private ConnectionState open(DecodedSegment segment, ConnectionState previous) {
    ConnectionState connection = table.open(segment);
    connection.previous = previous;
    if (previous != null) {
      previous.previous = null;
    }
    findRoles(connection, segment);
    return connection;
  }

  private static void findRoles(ConnectionState connection, DecodedSegment segment) {
    if (segment.has(TcpFlags.SYN)) {
      boolean answer = segment.has(TcpFlags.ACK);
      connection.clientDirection = (byte) (answer ? 1 : 0);
      connection.evidence = answer ? RoleEvidence.SYN_ACK : RoleEvidence.SYN;
      return;
    }
    int from = segment.sourcePort;
    int to = segment.destinationPort;
    connection.clientDirection = (byte) (from < to ? 1 : 0);
    if (from == to) {
      connection.evidence = RoleEvidence.FIRST_SENDER;
    } else if (from < WELL_KNOWN_PORTS != to < WELL_KNOWN_PORTS) {
      connection.evidence = RoleEvidence.WELL_KNOWN_PORT;
    } else {
      connection.evidence = RoleEvidence.LOWER_PORT;
    }
  }
}
