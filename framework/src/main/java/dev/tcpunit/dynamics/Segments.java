package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Connection;

/** What all classes of this package need of a connection. */
final class Segments {
  private Segments() {}

  static void require(Connection connection) {
    if (!connection.keepsSegments()) {
      throw new IllegalArgumentException("the analysis kept no segments of " + connection);
    }
  }

  /** Until when the capture watched a connection: its last segment, or later. */
  static long watchedUntil(Connection connection) {
    long last = connection.endNanos();
    return connection.trace() == null ? last : Math.max(last, connection.trace().endNanos());
  }
}
