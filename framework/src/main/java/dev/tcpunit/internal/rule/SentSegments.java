package dev.tcpunit.internal.rule;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.function.Predicate;

/** Chooses among a connection's segments. */
public final class SentSegments {
  private SentSegments() {}

  /** Those that the senders of these flows sent and that are so. */
  public static List<Segment> of(
      Connection connection, List<Flow> flows, Predicate<Segment> filter) {
    return connection.segments().stream()
        .filter(filter)
        .filter(segment -> flows.stream().anyMatch(flow -> flow.sender() == segment.from()))
        .toList();
  }
}
