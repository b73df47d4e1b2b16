package dev.tcpunit.trace;

/** Where the capture saw the connection. */
public enum VantagePoint {
  /** On the client's host: what the client sends is seen before any loss. */
  CLIENT,
  /** On the server's host: what the server sends is seen before any loss. */
  SERVER,
  /** On the one host that both ends run on: loopback, or both ends of an impaired link. */
  BOTH,
  /** Not known, or somewhere between the two. */
  UNKNOWN;

  /**
   * Whether the segments of one side are seen as they leave it, so that nothing of its flow can be
   * lost or reordered before the capture.
   *
   * @param sender the side that sends
   * @return true if the capture stands beside it
   */
  public boolean isBeside(Role sender) {
    return this == BOTH
        || this == CLIENT && sender == Role.CLIENT
        || this == SERVER && sender == Role.SERVER;
  }
}
