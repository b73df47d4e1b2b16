package dev.tcpunit.net;

/**
 * Names one direction of a connection: who sends to whom.
 *
 * @param source the sender
 * @param destination the receiver
 */
public record FlowKey(Endpoint source, Endpoint destination) {

  /**
   * The other direction.
   *
   * @return source and destination exchanged
   */
  public FlowKey reversed() {
    return new FlowKey(destination, source);
  }

  /** Both ends as tcpdump writes them: {@code 127.0.0.1:35648 > 127.0.0.1:8081}. */
  @Override
  public String toString() {
    return source + " > " + destination;
  }
}
