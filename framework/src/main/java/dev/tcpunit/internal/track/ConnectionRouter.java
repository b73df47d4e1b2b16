package dev.tcpunit.internal.track;

import dev.tcpunit.internal.wire.DecodedIcmpError;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.LinkAddresses;
import dev.tcpunit.net.SeqNumber;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.RoleEvidence;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds the connection of a segment, and decides when a 4-tuple that is used again is a new one.
 *
 * <p>A SYN with another initial sequence number opens a new connection, unless it is the peer's in
 * a simultaneous open. Until it is answered the old connection may prove to be alive (a challenge
 * ACK, RFC 5961 section 4), so what fits only the old one still goes there. Over a link of which
 * both ends are captured it is known whether anybody sent it: one that nobody sent opens nothing.
 */
public final class ConnectionRouter {
  private static final int WELL_KNOWN_PORTS = 1024;

  /**
   * How long a copy of a SYN may be under way: no sender repeats one sooner (RFC 6298 section 2).
   */
  private static final long LATEST_COPY_NANOS = 1_000_000_000;

  private final ConnectionIndex table;
  private final Supplier<Optional<LinkAddresses>> link;

  public ConnectionRouter(ConnectionIndex table, Supplier<Optional<LinkAddresses>> link) {
    this.table = table;
    this.link = link;
  }

  public TrackedConnection route(DecodedSegment segment) {
    TrackedConnection current = table.find(segment);
    if (current == null) {
      return open(segment, null);
    }
    boolean synchronizes = segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.RST);
    if (synchronizes && !isDamaged(current, segment)) {
      return routeSynchronizing(current, segment);
    }
    return current.previous == null || fits(current, segment) ? current : current.previous;
  }

  /**
   * Takes an ICMP error about a segment that was sent before.
   *
   * @return false if no connection of the segment's ends was captured
   */
  public boolean take(DecodedIcmpError error) {
    TrackedConnection current =
        error.quoted.sourcePort == 0 ? onlyUntold(error.quoted) : table.find(error.quoted);
    if (current == null) {
      return false;
    }
    boolean older = error.hasNumber && current.previous != null && !fits(current, error.quoted);
    TrackedConnection about = older ? current.previous : current;
    FlowState flow = about.flow(about.direction(error.quoted));
    flow.rare().add(SeenIcmpError.of(error, flow));
    return true;
  }

  /**
   * The connection that a segment is of whose source port is not known: the only one that has
   * something unacknowledged under way to that port, of which ICMP has said nothing yet. Null if
   * there is none, or several.
   */
  private TrackedConnection onlyUntold(DecodedSegment quoted) {
    TrackedConnection found = null;
    for (int i = 0; quoted.destinationPort != 0 && i < table.size(); i++) {
      TrackedConnection connection = table.get(i);
      quoted.sourcePort = connection.portBeside(quoted);
      int direction = connection.direction(quoted);
      if (direction >= 0 && isUntold(connection.flow(direction))) {
        if (found != null) {
          return null;
        }
        found = connection;
      }
    }
    if (found != null) {
      quoted.sourcePort = found.portBeside(quoted);
    }
    return found;
  }

  private static boolean isUntold(FlowState flow) {
    RareFacts facts = flow.rareOrNull();
    return flow.segments > 0
        && flow.hasOutstanding()
        && (facts == null || facts.icmpErrors == null);
  }

  /** A SYN or SYN-ACK: one that is known belongs to its connection, another may open a new one. */
  private TrackedConnection routeSynchronizing(TrackedConnection current, DecodedSegment segment) {
    if (isUntouched(current)) {
      return current;
    }
    if (isSynOf(current, segment)) {
      return isAnotherOpening(current, segment) ? open(segment, current) : current;
    }
    if (current.previous != null && isSynOf(current.previous, segment)) {
      return current.previous;
    }
    return segment.has(TcpFlags.ACK) ? routeSynAck(current, segment) : routeSyn(current, segment);
  }

  private TrackedConnection routeSyn(TrackedConnection current, DecodedSegment segment) {
    int direction = current.direction(segment);
    FlowState flow = current.flow(direction);
    FlowState peer = current.flow(1 - direction);
    if (isSimultaneousOpen(current, flow, peer)
        || isBehindItsData(current, flow, segment)
        || isForged(current, segment)) {
      return current;
    }
    return open(segment, current);
  }

  /** Whether both sides sent a SYN before either had an answer (RFC 9293 section 3.5). */
  private static boolean isSimultaneousOpen(
      TrackedConnection current, FlowState flow, FlowState peer) {
    return peer.is(FlowState.SYN_SEEN)
        && !peer.is(FlowState.SYN_ACKED)
        && !flow.is(FlowState.SYN_SEEN)
        && flow.payloadBytes == 0
        && !current.isOver();
  }

  /**
   * Whether a SYN was injected into an open connection: one end of the link received it, but the
   * other end never sent it.
   */
  private boolean isForged(TrackedConnection current, DecodedSegment segment) {
    boolean arrives =
        link.get()
            .filter(l -> l.isArrival(segment.source().address(), segment.destination().address()))
            .isPresent();
    if (!arrives || current.isOver() || !isEstablished(current)) {
      return false;
    }
    DecodedSegment departure = new DecodedSegment();
    departure.ipv6 = segment.ipv6;
    departure.sourceHigh = segment.destinationHigh;
    departure.sourceLow = segment.destinationLow;
    departure.sourcePort = segment.sourcePort;
    departure.destinationHigh = segment.sourceHigh;
    departure.destinationLow = segment.sourceLow;
    departure.destinationPort = segment.destinationPort;
    departure.seq = segment.seq;
    TrackedConnection sent = table.find(departure);
    return sent != null && !isSynOf(sent, departure);
  }

  private TrackedConnection routeSynAck(TrackedConnection current, DecodedSegment segment) {
    int direction = current.direction(segment);
    FlowState flow = current.flow(direction);
    FlowState peer = current.flow(1 - direction);
    if (peer.is(FlowState.SYN_SEEN) && acknowledgesSyn(peer, segment.ack)
        || isBehindItsData(current, flow, segment)) {
      return current;
    }
    if (current.previous != null && isAnswerTo(current.previous, segment)) {
      return current.previous;
    }
    boolean opening =
        (flow.is(FlowState.SYN_SEEN) || peer.is(FlowState.SYN_SEEN)) && !isEstablished(current);
    return opening && !current.isOver() ? current : open(segment, current);
  }

  /**
   * Whether a SYN-ACK is the first answer to the SYN of a connection, though one with the same
   * ports was opened since: there may be two at once, each in a VLAN of its own.
   */
  private static boolean isAnswerTo(TrackedConnection connection, DecodedSegment segment) {
    int direction = connection.direction(segment);
    FlowState asking = connection.flow(1 - direction);
    return !connection.isOver()
        && !connection.flow(direction).is(FlowState.SYN_SEEN)
        && asking.is(FlowState.SYN_SEEN)
        && acknowledgesSyn(asking, segment.ack);
  }

  /**
   * Whether the checksum is wrong: any number in the segment may be wrong too, so it opens nothing.
   */
  private static boolean isDamaged(TrackedConnection connection, DecodedSegment segment) {
    return segment.isDamaged()
        && !connection.flow(connection.direction(segment)).is(FlowState.CHECKSUMS_UNFINISHED);
  }

  /** Whether all segments so far were damaged: nothing is known of the connection's numbers. */
  private static boolean isUntouched(TrackedConnection connection) {
    return !connection.first.is(FlowState.ANCHORED) && !connection.second.is(FlowState.ANCHORED);
  }

  /**
   * Whether a SYN with the same number as before opens a new connection: the one before was
   * established, and has been over for longer than a copy of its SYN may be under way.
   */
  private static boolean isAnotherOpening(TrackedConnection current, DecodedSegment segment) {
    return !segment.has(TcpFlags.ACK)
        && isEstablished(current)
        && current.isOver()
        && segment.timeNanos - current.lastNanos > LATEST_COPY_NANOS;
  }

  private static boolean isSynOf(TrackedConnection connection, DecodedSegment segment) {
    FlowState flow = connection.flow(connection.direction(segment));
    return flow.is(FlowState.SYN_SEEN) && flow.base == segment.seq;
  }

  /**
   * Whether the capture wrote the first data before this SYN, whose number is just below the
   * data's.
   */
  private static boolean isBehindItsData(
      TrackedConnection current, FlowState flow, DecodedSegment segment) {
    return !current.isOver()
        && !flow.is(FlowState.SYN_SEEN)
        && flow.is(FlowState.ANCHORED)
        && flow.base == segment.seq
        && flow.segments < 8;
  }

  /** A SYN that carried data may be acknowledged with that data or without (RFC 7413). */
  public static boolean acknowledgesSyn(FlowState flow, int ack) {
    int distance = SeqNumber.distance(flow.base, ack);
    return distance == 1 || flow.is(FlowState.DATA_IN_SYN) && distance >= 1 && distance <= flow.end;
  }

  private static boolean isEstablished(TrackedConnection connection) {
    return connection.first.is(FlowState.SYN_ACKED) && connection.second.is(FlowState.SYN_ACKED);
  }

  /** Whether a segment that is no SYN belongs to the newer of two connections of its 4-tuple. */
  private static boolean fits(TrackedConnection current, DecodedSegment segment) {
    return distance(current, segment) <= distance(current.previous, segment);
  }

  /** How far a segment lies from what a connection expects, in both sequence spaces. */
  private static long distance(TrackedConnection connection, DecodedSegment segment) {
    int direction = connection.direction(segment);
    FlowState flow = connection.flow(direction);
    FlowState peer = connection.flow(1 - direction);
    boolean acknowledges = segment.has(TcpFlags.ACK) && peer.is(FlowState.ANCHORED);
    return Math.max(
        flow.is(FlowState.ANCHORED) ? distance(flow, segment.seq) : 0,
        acknowledges ? distance(peer, segment.ack) : 0);
  }

  private static long distance(FlowState flow, int sequenceNumber) {
    return Math.abs(flow.offset(sequenceNumber) - flow.next());
  }

  private TrackedConnection open(DecodedSegment segment, TrackedConnection previous) {
    TrackedConnection connection = table.open(segment);
    connection.previous = previous;
    if (previous != null) {
      previous.previous = null;
      if (segment.timeNanos < previous.lastNanos) {
        // The clock ran back: this may be a new connection, or a late segment of the previous one.
        long nanos = previous.lastNanos - segment.timeNanos;
        previous.overtake(nanos);
        connection.stepBack(nanos);
      }
    }
    findRoles(connection, segment);
    return connection;
  }

  private static void findRoles(TrackedConnection connection, DecodedSegment segment) {
    if (segment.has(TcpFlags.SYN)) {
      boolean answer = segment.has(TcpFlags.ACK);
      connection.clientDirection = (byte) (answer ? 1 : 0);
      connection.evidence(answer ? RoleEvidence.SYN_ACK : RoleEvidence.SYN);
      return;
    }
    int from = segment.sourcePort;
    int to = segment.destinationPort;
    connection.clientDirection = (byte) (from < to ? 1 : 0);
    if (from == to) {
      connection.evidence(RoleEvidence.FIRST_SENDER);
    } else if (from < WELL_KNOWN_PORTS != to < WELL_KNOWN_PORTS) {
      connection.evidence(RoleEvidence.WELL_KNOWN_PORT);
    } else {
      connection.evidence(RoleEvidence.LOWER_PORT);
    }
  }
}
