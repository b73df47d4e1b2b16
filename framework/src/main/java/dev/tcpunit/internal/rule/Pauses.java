package dev.tcpunit.internal.rule;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.Optional;

/** The times in which neither side of a connection sent anything. */
public final class Pauses {
  private Pauses() {}

  /** The segment after the longest pause. */
  public static Optional<Segment> longest(Connection connection) {
    return connection.segments().stream()
        .max(Comparator.comparingLong(segment -> before(segment, connection)));
  }

  /** How many nanoseconds before a segment nothing was sent. */
  public static long before(Segment segment, Connection connection) {
    return segment.index() == 0
        ? 0
        : segment.timeNanos() - connection.segments().get(segment.index() - 1).timeNanos();
  }
}
