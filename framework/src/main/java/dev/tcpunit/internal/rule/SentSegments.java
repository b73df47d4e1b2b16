package dev.tcpunit.internal.rule;

import dev.tcpunit.trace.AcceptanceReason;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Selects segments of a connection. */
public final class SentSegments {
  private SentSegments() {}

  /** The segments of these flows' senders that match the filter, in the order of capture. */
  public static List<Segment> of(List<Flow> flows, Predicate<Segment> filter) {
    return flows.stream()
        .flatMap(flow -> flow.connection().segments().stream().filter(s -> isOf(flow, s)))
        .filter(filter)
        .sorted(Comparator.comparingLong(Segment::frame))
        .toList();
  }

  /** The segments of one kind that a flow's sender sent. */
  public static List<Segment> of(Flow flow, SegmentKind kind) {
    return of(List.of(flow), segment -> segment.kind() == kind);
  }

  /**
   * The segments that match the filter wherever the capture saw them: as they were sent, or, if
   * none matches so, as they arrived after something on the way had changed them.
   */
  public static List<Segment> anywhere(Connection connection, Predicate<Segment> filter) {
    List<Segment> sent = connection.segments().stream().filter(filter).toList();
    return sent.isEmpty() && connection.views().size() > 1 ? arrived(connection, filter) : sent;
  }

  private static List<Segment> arrived(Connection connection, Predicate<Segment> filter) {
    return of(
        List.of(connection.clientToServer().asReceived(), connection.serverToClient().asReceived()),
        filter);
  }

  private static boolean isOf(Flow flow, Segment segment) {
    return segment.from() == flow.sender();
  }

  /** All segments but those that were damaged: their bits say nothing, and nobody took them. */
  public static Stream<Segment> sound(Connection connection) {
    return connection.segments().stream()
        .filter(s -> s.acceptanceReason().filter(AcceptanceReason::isDamage).isEmpty());
  }
}
