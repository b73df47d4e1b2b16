package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.OptionalInt;

/**
 * What one side says by accurate ECN of the marks that the other side's packets arrived with: AE,
 * CWR and ECE are the three lowest bits of their number, counted from 5 (RFC 9768 section 3.2.2).
 */
final class AccurateFeedback {
  private static final int COUNTS = 8;
  private static final int FIRST = 5;

  /** In a SYN-ACK, or in the ACK of one: the SYN or SYN-ACK that it answers arrived marked. */
  private static final int MARKED = TcpFlags.AE | TcpFlags.CWR;

  private AccurateFeedback() {}

  /** The segments of a side that tell of marks. */
  static List<Segment> echoes(Connection connection, Role side) {
    return connection.segments().stream()
        .filter(s -> s.from() == side && !s.has(TcpFlags.RST))
        .filter(s -> isOfHandshake(s) ? isMarkOfHandshake(s) : marks(s).orElse(0) != 0)
        .toList();
  }

  /**
   * A counter that is zero at first may have been cleared on the way (RFC 9768 section 3.2.2): it
   * would else count three marks before anything was sent.
   */
  static boolean isCleared(Flow flow) {
    return flow.connection().segments().stream()
        .filter(s -> s.from() == flow.sender() && marks(s).isPresent())
        .findFirst()
        .filter(first -> EcnMode.bits(first) == 0)
        .isPresent();
  }

  /** The number of marks modulo eight that a segment tells; empty in the handshake. */
  static OptionalInt marks(Segment segment) {
    if (isOfHandshake(segment) || !segment.has(TcpFlags.ACK) || segment.has(TcpFlags.RST)) {
      return OptionalInt.empty();
    }
    int counter =
        (segment.has(TcpFlags.AE) ? 4 : 0)
            + (segment.has(TcpFlags.CWR) ? 2 : 0)
            + (segment.has(TcpFlags.ECE) ? 1 : 0);
    return OptionalInt.of(Math.floorMod(counter - FIRST, COUNTS));
  }

  /** Whether a counter with these lowest bits can stand between two numbers of marks. */
  static boolean isBetween(int marks, long least, long most) {
    return Math.floorMod(marks - least, COUNTS) <= most - least;
  }

  /** A client tells a number of marks once it acknowledges data, and not before. */
  private static boolean isOfHandshake(Segment segment) {
    return segment.has(TcpFlags.SYN) || segment.from() == Role.CLIENT && segment.ack() <= 1;
  }

  private static boolean isMarkOfHandshake(Segment segment) {
    boolean tells = segment.from() == Role.SERVER || segment.has(TcpFlags.ACK) && isFirst(segment);
    return tells && EcnMode.bits(segment) == MARKED;
  }

  /** Until it has sent data, what a client sends tells how the SYN-ACK arrived. */
  private static boolean isFirst(Segment segment) {
    return segment.seq() == 1;
  }
}
