package dev.tcpunit.examples.gallery;

import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.junit.TcpCapture;
import java.util.Map;

/**
 * A bug of upload clients that was seen in the field, and the same client without it. The comment
 * of each is what the page says of it: the bug, what users see, and where it was reported.
 */
public interface UploadBug {
  /** What the server does; most bugs need only one that takes images. */
  default Server.Service server() {
    return new HttpService();
  }

  /** Uploads as the client does that has the bug. */
  void broken(Upload upload) throws Exception;

  /** Uploads as it should be done. */
  void fixed(Upload upload) throws Exception;

  /** The line that a test of the client needs. */
  void check(TcpCapture capture, Server server);

  /** The words in the message by which the bug is known. */
  String cause();

  /** Rules that the fixed client breaks too, each with the reason why that is right. */
  default Map<String, String> explained() {
    return Map.of();
  }
}
