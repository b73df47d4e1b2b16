package dev.tcpunit.analysis;

import dev.tcpunit.internal.classify.VantageFinder;
import dev.tcpunit.internal.track.ConnectionIndex;
import dev.tcpunit.internal.track.FlowState;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.trace.VantagePoint;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which two connections of a capture of both ends of a link are one: the link exchanges addresses,
 * but leaves ports and sequence numbers as they are.
 */
final class BothEnds {
  /** The connection has no server's view. */
  static final int NONE = -1;

  /** The connection is the server's view of another one. */
  static final int IS_PART_OF_ANOTHER = -2;

  private BothEnds() {}

  /** For each connection the number of its server's view, {@link #NONE}, or that it is one. */
  static int[] pair(ConnectionIndex table, VantageFinder vantage) {
    Map<List<Integer>, Deque<Integer>> clientViews = new HashMap<>();
    for (int i = 0; i < table.size(); i++) {
      if (vantage.find(table.get(i)) == VantagePoint.CLIENT) {
        clientViews.computeIfAbsent(common(table.get(i)), key -> new ArrayDeque<>()).add(i);
      }
    }
    int[] serverViews = new int[table.size()];
    Arrays.fill(serverViews, NONE);
    for (int i = 0; i < table.size(); i++) {
      if (vantage.find(table.get(i)) == VantagePoint.SERVER) {
        Deque<Integer> candidates = clientViews.get(common(table.get(i)));
        if (candidates != null && !candidates.isEmpty()) {
          serverViews[candidates.remove()] = i;
          serverViews[i] = IS_PART_OF_ANOTHER;
        }
      }
    }
    return serverViews;
  }

  /**
   * What both views have in common; without the SYN the ports alone. No record: the first hash of
   * one has the JVM make code for it, which takes longer than reading a small capture.
   */
  private static List<Integer> common(TrackedConnection connection) {
    FlowState client = connection.client();
    return Arrays.asList(
        connection.sender(connection.clientDirection).port(),
        connection.sender(1 - connection.clientDirection).port(),
        client.is(FlowState.SYN_SEEN) ? client.base : null);
  }
}
