package dev.tcpunit.baseline;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts connections into the order in which they were opened. Those that were opened while another
 * was being opened, or had not spoken yet, come in no fixed order, and so in that of their facts.
 */
final class OpeningOrder {
  private OpeningOrder() {}

  static List<RecordedConnection> of(List<Connection> connections) {
    Map<Integer, Integer> servers = new LinkedHashMap<>();
    List<RecordedConnection> recorded = new ArrayList<>();
    for (List<Connection> group : groups(connections)) {
      boolean together = false;
      for (Found found : inFixedOrder(group)) {
        int server = servers.computeIfAbsent(found.port(), port -> servers.size() + 1);
        recorded.add(found.facts().at(server, together));
        together = true;
      }
    }
    return List.copyOf(recorded);
  }

  private static List<List<Connection>> groups(List<Connection> connections) {
    List<List<Connection>> groups = new ArrayList<>();
    List<Connection> inOrder =
        connections.stream().sorted(Comparator.comparingLong(Connection::startNanos)).toList();
    long silentUntil = Long.MIN_VALUE;
    for (Connection connection : inOrder) {
      if (connection.startNanos() >= silentUntil) {
        groups.add(new ArrayList<>());
      }
      groups.get(groups.size() - 1).add(connection);
      silentUntil = Math.max(silentUntil, spokeAt(connection));
    }
    return groups;
  }

  /** When the first data came, or when it was clear that none would. */
  private static long spokeAt(Connection connection) {
    if (connection.handshake().state() == Handshake.State.REFUSED) {
      return connection.endNanos();
    }
    return connection.segments().stream()
        .filter(segment -> segment.length() > 0)
        .mapToLong(Segment::timeNanos)
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  private static List<Found> inFixedOrder(List<Connection> group) {
    return group.stream()
        .map(
            connection ->
                new Found(
                    connection.server().port(),
                    new RecordedConnection(0, false, ConnectionFacts.of(connection))))
        .sorted(Comparator.comparing(found -> found.facts().behaviour()))
        .toList();
  }

  private record Found(int port, RecordedConnection facts) {}
}
