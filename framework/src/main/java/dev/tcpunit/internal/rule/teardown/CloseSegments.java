package dev.tcpunit.internal.rule.teardown;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Acceptance;
import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** The segments that close a connection. */
public final class CloseSegments {
  private CloseSegments() {}

  /** The first FIN of a side; one that lies far outside the window is none. */
  public static Optional<Segment> fin(Connection connection, Role sender) {
    return connection.flow(sender).finOffset().isEmpty()
        ? Optional.empty()
        : first(connection, s -> s.from() == sender && s.has(TcpFlags.FIN) && isSound(s));
  }

  /** The first segment by which the peer acknowledges the FIN of a side. */
  public static Optional<Segment> finAck(Connection connection, Role sender) {
    OptionalLong fin = connection.flow(sender).finOffset();
    return fin.isEmpty()
        ? Optional.empty()
        : first(connection, s -> s.from() != sender && acknowledges(s, fin.getAsLong()));
  }

  /** The first RST that its receiver took. */
  public static Optional<Segment> reset(Connection connection) {
    return first(connection, s -> s.has(TcpFlags.RST) && s.acceptance() == Acceptance.ACCEPTED);
  }

  /** New data that a side sent although it had acknowledged the peer's FIN. */
  public static List<Segment> dataAfterPeerFin(Connection connection, Role sender) {
    OptionalLong fin = connection.flow(sender.peer()).finOffset();
    return fin.isEmpty()
        ? List.of()
        : connection.segments().stream()
            .filter(s -> s.from() == sender && s.length() > 0 && isNew(s))
            .filter(s -> acknowledges(s, fin.getAsLong()))
            .toList();
  }

  /** How many bytes of a side the peer has not acknowledged. */
  public static long unacknowledged(Flow flow) {
    return Math.max(0, flow.endOffset() - Math.max(1, flow.acknowledgedTo().orElse(1)));
  }

  private static boolean isNew(Segment segment) {
    return segment.kind() == SegmentKind.NEW || segment.kind() == SegmentKind.NEW_AFTER_GAP;
  }

  private static boolean acknowledges(Segment segment, long fin) {
    return segment.has(TcpFlags.ACK)
        && !segment.has(TcpFlags.RST)
        && isSound(segment)
        && segment.ack() > fin;
  }

  /** What its receiver throws away for its checksum says nothing. */
  private static boolean isSound(Segment segment) {
    return segment.acceptanceReason().filter(AcceptanceReason.BAD_CHECKSUM::equals).isEmpty();
  }

  private static Optional<Segment> first(Connection connection, Predicate<Segment> wanted) {
    return connection.segments().stream().filter(wanted).findFirst();
  }
}
