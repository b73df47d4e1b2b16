package dev.tcpunit.examples.gallery;

import dev.tcpunit.examples.Server;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;

/** A bug that shows only where the network misbehaves. */
public interface PathBug extends UploadBug {
  /** What happens on the way. */
  void impair(Link link);

  /**
   * Whether the client with the bug got to run when it wanted to. A machine under load may hold its
   * thread up for so long that the connection is one of a client that waited.
   */
  default boolean ranInTime(TcpCapture capture, Server server) {
    return true;
  }
}
