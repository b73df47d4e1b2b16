package dev.tcpunit.internal.live;

import dev.tcpunit.net.FlowKey;

/** A connection that was captured while a window was open, of whichever test. */
public final class SeenConnection {
  private final FlowKey clientToServer;
  private final long position;
  private Attribution attribution;
  private long segments;

  SeenConnection(FlowKey clientToServer, long position, Attribution attribution) {
    this.clientToServer = clientToServer;
    this.position = position;
    this.attribution = attribution;
  }

  void count() {
    segments++;
  }

  /** The position in the store at which it was opened. */
  long position() {
    return position;
  }

  void attribute(Attribution to) {
    attribution = to;
  }

  /**
   * The direction from the client; of a connection that was open before, from the side seen first.
   */
  public FlowKey clientToServer() {
    return clientToServer;
  }

  public int clientPort() {
    return clientToServer.source().port();
  }

  public int serverPort() {
    return clientToServer.destination().port();
  }

  public Attribution attribution() {
    return attribution;
  }

  /**
   * The connection in words for messages: {@code 127.0.0.1:35648 > 127.0.0.1:8081 (12 segments)};
   * {@code 127.0.0.1:35648 and 127.0.0.1:8081} where the side seen first may be the server.
   */
  @Override
  public String toString() {
    String ends =
        attribution == Attribution.OPENED_BEFORE
            ? clientToServer.source() + " and " + clientToServer.destination()
            : clientToServer.toString();
    return ends + (segments == 1 ? " (1 segment)" : " (" + segments + " segments)");
  }
}
