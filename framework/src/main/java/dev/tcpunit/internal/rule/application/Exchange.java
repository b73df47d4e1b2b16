package dev.tcpunit.internal.rule.application;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.Optional;

/** Who sent new data when: a request and the first response, without a look at their bytes. */
final class Exchange {
  private final Connection connection;
  private final Optional<Segment> response;

  /** Of a connection, as its client saw it: what it sent before the response had come. */
  Exchange(Connection captured) {
    connection = captured.seenBy(Role.CLIENT);
    response =
        connection.segments().stream()
            .filter(segment -> isNewData(segment, Role.SERVER))
            .findFirst();
  }

  /** The server's first data. */
  Optional<Segment> response() {
    return response;
  }

  /** The client's data before it. */
  List<Segment> before() {
    return sent(0, response.map(Segment::index).orElse(connection.segments().size()));
  }

  /** The client's data after it. */
  List<Segment> after() {
    return response.isEmpty()
        ? List.of()
        : sent(response.get().index(), connection.segments().size());
  }

  private List<Segment> sent(int from, int to) {
    return connection.segments().subList(from, to).stream()
        .filter(segment -> isNewData(segment, Role.CLIENT))
        .toList();
  }

  static long bytes(List<Segment> segments) {
    return segments.stream().mapToLong(Segment::length).sum();
  }

  static boolean isNewData(Segment segment, Role sender) {
    return segment.from() == sender && segment.isNewData();
  }
}
