package dev.tcpunit.trace;

import java.util.List;
import java.util.function.IntFunction;

/**
 * What was captured: the connections, what was left out of them, and how complete it is. Immutable.
 *
 * @param source names the capture file or the live capture, for messages
 * @param packets all frames
 * @param tcpSegments the frames that are TCP segments of a connection
 * @param ignored the other frames, by reason
 * @param completeness what is known to be missing
 * @param startNanos when the first frame was seen, in nanoseconds since the epoch; 0 without frames
 * @param endNanos until when the capture is known to have watched, in nanoseconds since the epoch:
 *     the last frame, or later
 * @param connections in the order of their first segments
 * @param continuation where more may come from, if the capture still runs
 */
public record Trace(
    String source,
    long packets,
    long tcpSegments,
    IgnoredFrames ignored,
    Completeness completeness,
    long startNanos,
    long endNanos,
    List<Connection> connections,
    Continuation continuation) {

  /**
   * Takes the connections, each of which then belongs to this trace.
   *
   * @throws IllegalStateException if one of them belongs to another trace already
   */
  public Trace {
    if (connections instanceof ConnectionsOnDemand onDemand) {
      onDemand.belongTo(this);
    } else {
      connections = List.copyOf(connections);
      for (Connection connection : connections) {
        connection.belongsTo(this);
      }
    }
  }

  /**
   * A list for the constructor whose connections are made when they are first asked for; for the
   * analysis of files with more connections than anybody looks at.
   *
   * @param size how many there are
   * @param maker makes one by its place in the list, once; what it reads must not change any more
   * @return the list, which is thread-safe
   */
  public static List<Connection> connectionsOnDemand(int size, IntFunction<Connection> maker) {
    return new ConnectionsOnDemand(size, maker);
  }

  /**
   * Makes a trace that nothing comes after, such as one of a capture file.
   *
   * @param source names the capture file, for messages
   * @param packets all frames
   * @param tcpSegments the frames that are TCP segments of a connection
   * @param ignored the other frames, by reason
   * @param completeness what is known to be missing
   * @param startNanos when the first frame was seen
   * @param endNanos until when the capture is known to have watched
   * @param connections in the order of their first segments
   */
  public Trace(
      String source,
      long packets,
      long tcpSegments,
      IgnoredFrames ignored,
      Completeness completeness,
      long startNanos,
      long endNanos,
      List<Connection> connections) {
    this(
        source,
        packets,
        tcpSegments,
        ignored,
        completeness,
        startNanos,
        endNanos,
        connections,
        Continuation.ENDED);
  }

  /**
   * The connections to a server port.
   *
   * @param port the server's port
   * @return in the order of their first segments, maybe none
   */
  public List<Connection> connectionsTo(int port) {
    return connections.stream().filter(c -> c.server().port() == port).toList();
  }

  /**
   * The connections from a client port.
   *
   * @param port the client's port
   * @return in the order of their first segments, maybe none
   */
  public List<Connection> connectionsFrom(int port) {
    return connections.stream().filter(c -> c.client().port() == port).toList();
  }
}
