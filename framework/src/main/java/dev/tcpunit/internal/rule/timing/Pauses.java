package dev.tcpunit.internal.rule.timing;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The times in which nothing was sent. */
final class Pauses {
  private Pauses() {}

  /** The segments that came after a longer pause. */
  static List<Segment> longerThan(long nanos, Connection connection) {
    List<Segment> late = new ArrayList<>();
    for (Segment segment : connection.segments()) {
      if (before(segment, connection) > nanos) {
        late.add(segment);
      }
    }
    return late;
  }

  /** The segment after the longest pause. */
  static Optional<Segment> longest(Connection connection) {
    return connection.segments().stream()
        .max(Comparator.comparingLong(segment -> before(segment, connection)));
  }

  /** How long nothing had been sent when this one was. */
  static long before(Segment segment, Connection connection) {
    return segment.index() == 0
        ? 0
        : segment.timeNanos() - connection.segments().get(segment.index() - 1).timeNanos();
  }
}
