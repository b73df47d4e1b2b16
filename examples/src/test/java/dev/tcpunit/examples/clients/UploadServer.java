package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.InetAddress;

/** A server that takes images by the protocol of a client. */
interface UploadServer extends AutoCloseable {
  /** How many bytes an image has that a server does not take. */
  int LARGE = 1_000_000;

  /** Starts a server. */
  interface Maker {
    /**
     * Starts a server on a free port.
     *
     * @param address where it listens
     * @return the server, ready for connections
     * @throws Exception if it cannot be started
     */
    UploadServer start(InetAddress address) throws Exception;
  }

  /** Where it listens. */
  int port();

  /** Closes all connections, as servers do to which nothing has come for a while. */
  void closeConnections() throws Exception;

  @Override
  void close() throws IOException;

  /** Whether a request says how much comes, so that a server can refuse it before it has come. */
  default boolean answersEarly() {
    return true;
  }
}
