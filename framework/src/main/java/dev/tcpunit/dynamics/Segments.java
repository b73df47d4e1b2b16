package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Connection;

/** What everything here needs of a connection. */
final class Segments {
  private Segments() {}

  static void require(Connection connection) {
    if (!connection.keepsSegments()) {
      throw new IllegalArgumentException("the analysis kept no segments of " + connection);
    }
  }
}
