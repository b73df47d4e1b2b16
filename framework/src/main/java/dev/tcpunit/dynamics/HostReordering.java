package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentFinding;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Trace;
import dev.tcpunit.trace.VantagePoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * Data that a sender on a loopback sent again for nothing, because this machine handed its packets
 * over in another order than they were sent.
 *
 * <p>Each processor has a queue of its own for the loopback, so where a sending thread moves to
 * another one, its packets overtake each other. Nothing is lost, but the sender takes what comes
 * late for lost (RACK, RFC 8985) and sends it again. No client can do anything about that.
 *
 * <p>Proven by the packets of each resend: the receiver had the bytes already, as a DSACK (RFC
 * 2883) or an acknowledgement between the two copies says; or the copy that was captured first was
 * itself overtaken, and the receiver could report only the latest of several such (SACK, RFC 2018).
 * Where no packet says it the kernel does, which is both ends: it received as many segments twice
 * as were sent again.
 */
public final class HostReordering {
  private HostReordering() {}

  /**
   * The resends of data that this machine caused.
   *
   * @param connection a connection whose segments were kept
   * @return in the order of the capture; none where it is not over a loopback, the capture is not
   *     complete or no segments were kept
   */
  public static List<Segment> needlessResends(Connection connection) {
    Trace trace = connection.trace();
    if (!connection.keepsSegments()
        || !isOnLoopback(connection)
        || !trace.completeness().isComplete()) {
      return List.of();
    }
    Predicate<Segment> needless =
        wereAllReceivedTwice(trace) ? segment -> true : segment -> wasNeedless(connection, segment);
    return connection.segments().stream()
        .filter(segment -> segment.kind() == SegmentKind.RETRANSMISSION && segment.length() > 0)
        .filter(needless)
        .toList();
  }

  /** What was lost on the way arrives once, by its resend. */
  private static boolean wereAllReceivedTwice(Trace trace) {
    OptionalLong twice = trace.continuation().receivedTwice();
    return twice.isPresent()
        && twice.getAsLong()
            >= trace.connections().stream()
                .flatMap(connection -> connection.flows().stream())
                .mapToLong(Flow::retransmissions)
                .sum();
  }

  /**
   * Whether both ends are this host and nothing but its loopback lies between them.
   *
   * @param connection any connection
   * @return true if the capture shows it
   */
  public static boolean isOnLoopback(Connection connection) {
    InetAddress client = connection.client().address();
    InetAddress server = connection.server().address();
    return connection.vantagePoint() == VantagePoint.BOTH
        && (client.isLoopbackAddress() && server.isLoopbackAddress() || client.equals(server));
  }

  /**
   * The remark on a connection with such resends, for reports.
   *
   * @param connection any connection
   * @return such as {@code 1 segment was sent again without need: this machine's loopback delivered
   *     late or in another order, and lost nothing (#12)}; empty where there is none
   */
  public static Optional<String> remark(Connection connection) {
    return remark(needlessResends(connection));
  }

  /**
   * The remark on one direction.
   *
   * @param flow any flow
   * @return as {@link #remark(Connection)}, of what this side sent again
   */
  public static Optional<String> remark(Flow flow) {
    return remark(
        needlessResends(flow.connection()).stream()
            .filter(segment -> segment.from() == flow.sender())
            .toList());
  }

  private static Optional<String> remark(List<Segment> resends) {
    if (resends.isEmpty()) {
      return Optional.empty();
    }
    int number = resends.size();
    return Optional.of(
        ("%d %s sent again without need: this machine's loopback delivered late or in another"
                + " order, and lost nothing (#%d%s)")
            .formatted(
                number,
                number == 1 ? "segment was" : "segments were",
                resends.get(0).frame(),
                number == 1 ? "" : " and others"));
  }

  private static boolean wasNeedless(Connection connection, Segment resend) {
    return resend.has(SegmentFinding.SPURIOUS)
        || connection.usesSack() && wasFirstCopyOvertaken(connection, resend);
  }

  /** Whether the first captured copy of two came after bytes or packets that were sent later. */
  private static boolean wasFirstCopyOvertaken(Connection connection, Segment resend) {
    List<Segment> copies =
        connection.segments().stream()
            .filter(s -> s.from() == resend.from() && s.length() > 0)
            .filter(s -> s.seq() <= resend.seq() && s.end() >= resend.end())
            .toList();
    if (copies.size() < 2) {
      return false;
    }
    Segment first = copies.get(0);
    return connection.segments().subList(0, first.index()).stream()
        .filter(s -> s.from() == first.from() && s.length() > 0)
        .anyMatch(s -> s.end() > first.end() || wasSentAfter(s, first));
  }

  /**
   * Whether one segment was sent after the other, by the IP identification: Linux counts it up for
   * each packet of a socket.
   */
  private static boolean wasSentAfter(Segment one, Segment other) {
    return one.ipId().isPresent()
        && other.ipId().isPresent()
        && (short) (one.ipId().getAsInt() - other.ipId().getAsInt()) > 0;
  }
}
