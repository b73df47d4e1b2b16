package dev.tcpunit.internal.rule;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;

/** The direction of a connection that an assertion is about. */
public enum Side {
  /** What the client sent. */
  CLIENT,
  /** What the server sent. */
  SERVER,
  /** What the side sent that sent more payload, whoever opened the connection. */
  UPLOAD;

  /** The flow of this side; the client's if both sent as much. */
  public Flow of(Connection connection) {
    Flow client = connection.clientToServer();
    Flow server = connection.serverToClient();
    return switch (this) {
      case CLIENT -> client;
      case SERVER -> server;
      case UPLOAD -> server.endOffset() > client.endOffset() ? server : client;
    };
  }
}
