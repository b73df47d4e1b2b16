package dev.tcpunit.internal.rule.ecn;

import dev.tcpunit.internal.rule.EcnMode;
import dev.tcpunit.internal.rule.SentSegments;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.AccurateEcn;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.OptionalInt;

/**
 * The accurate ECN feedback of one side about the packets of the other that arrived marked: AE, CWR
 * and ECE hold the three lowest bits of the number of marked packets, counted from 5 (RFC 9768
 * section 3.2.2). Where a side sends the option too, it counts the marked bytes, and does not begin
 * anew after eight packets (section 3.2.3).
 */
final class AccurateFeedback {
  private static final int COUNTS = 8;
  private static final int FIRST = 5;
  private static final long BYTE_COUNTS = 1 << 24;

  /**
   * The bits of a SYN-ACK, or of the ACK of one, which say that the SYN or SYN-ACK arrived marked.
   */
  private static final int MARKED = TcpFlags.AE | TcpFlags.CWR;

  private AccurateFeedback() {}

  /** The segments of a side that tell of marks. */
  static List<Segment> echoes(Connection connection, Role side) {
    return SentSegments.sound(connection)
        .filter(s -> s.from() == side && !s.has(TcpFlags.RST))
        .filter(
            s ->
                isOfHandshake(s)
                    ? isMarkOfHandshake(s)
                    : marks(s).orElse(0) != 0 || ceBytes(s).orElse(0) != 0)
        .toList();
  }

  /**
   * Whether the first counter of a flow is zero. Then it may have been cleared on the way (RFC 9768
   * section 3.2.2): otherwise it would count three marks before any data was sent.
   */
  static boolean isCleared(Flow flow) {
    return SentSegments.sound(flow.connection())
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

  /** The marked bytes that a segment's option tells; empty where it has none. */
  static OptionalInt ceBytes(Segment segment) {
    return segment.accurateEcn().map(AccurateEcn::ceBytes).orElse(OptionalInt.empty());
  }

  /** Whether a counter of 24 bits can stand between two numbers of marked bytes. */
  static boolean isByteCountBetween(int bytes, long least, long most) {
    return Math.floorMod(bytes - least, BYTE_COUNTS) <= most - least;
  }

  /** Whether a counter with these lowest bits can stand between two numbers of marks. */
  static boolean isBetween(int marks, long least, long most) {
    return Math.floorMod(marks - least, COUNTS) <= most - least;
  }

  /**
   * Whether a segment of the client still belongs to the handshake: a client sends the counter from
   * its first ACK of data on.
   */
  private static boolean isOfHandshake(Segment segment) {
    return segment.has(TcpFlags.SYN) || segment.from() == Role.CLIENT && segment.ack() <= 1;
  }

  private static boolean isMarkOfHandshake(Segment segment) {
    boolean tells = segment.from() == Role.SERVER || segment.has(TcpFlags.ACK) && isFirst(segment);
    return tells && EcnMode.bits(segment) == MARKED;
  }

  /** Whether the client has sent no data yet; its segments then tell how the SYN-ACK arrived. */
  private static boolean isFirst(Segment segment) {
    return segment.seq() == 1;
  }
}
