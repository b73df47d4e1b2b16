package dev.tcpunit.trace;

import java.util.List;

/**
 * What was captured: the connections, what was left out of them, and how complete it is. Immutable,
 * and made by the analysis alone, as all that hangs on it.
 */
public interface Trace {
  /**
   * Names the capture file or the live capture, for messages.
   *
   * @return such as {@code upload.pcapng}
   */
  String source();

  /**
   * How many frames were captured.
   *
   * @return all frames, of whatever protocol
   */
  long packets();

  /**
   * How many of them are TCP segments of a connection.
   *
   * @return segments
   */
  long tcpSegments();

  /**
   * The other frames, by reason.
   *
   * @return the counts
   */
  IgnoredFrames ignored();

  /**
   * What is known to be missing.
   *
   * @return the frames dropped, and where a file is damaged
   */
  Completeness completeness();

  /**
   * When the first frame was seen.
   *
   * @return nanoseconds since the epoch; 0 without frames
   */
  long startNanos();

  /**
   * Until when the capture is known to have watched: the last frame, or later.
   *
   * @return nanoseconds since the epoch
   */
  long endNanos();

  /**
   * The connections.
   *
   * @return in the order of their first segments
   */
  List<Connection> connections();

  /**
   * Where more may come from, if the capture still runs.
   *
   * @return {@link Continuation#ENDED} for a file
   */
  Continuation continuation();

  /**
   * The connections to a server port.
   *
   * @param port the server's port
   * @return in the order of their first segments, maybe none
   */
  default List<Connection> connectionsTo(int port) {
    return connections().stream().filter(c -> c.server().port() == port).toList();
  }

  /**
   * The connections from a client port.
   *
   * @param port the client's port
   * @return in the order of their first segments, maybe none
   */
  default List<Connection> connectionsFrom(int port) {
    return connections().stream().filter(c -> c.client().port() == port).toList();
  }
}
