package dev.tcpunit.examples.gallery.network;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.syn;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.PathBug;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.Map;

/**
 * The connect time-out is shorter than the second after which a lost SYN is sent again.
 *
 * <p>One lost packet, and the upload fails with "connect timed out"; on a path that loses 1 % so
 * does each hundredth upload.
 *
 * @see <a href="https://github.com/aws/aws-sdk-java/issues/3110">aws/aws-sdk-java#3110</a>
 */
public final class ImpatientConnect implements PathBug {
  @Override
  public void impair(Link link) {
    link.apply(drop(syn().first()));
  }

  @Override
  public void broken(Upload upload) throws Exception {
    try {
      post(upload, 100);
    } catch (SocketTimeoutException e) {
      // What the user is told.
    }
  }

  /** Else its kernel has sent the SYN again before it gave up, as for a client that is patient. */
  @Override
  public boolean ranInTime(TcpCapture capture, Server server) {
    Connection attempt = capture.connectionTo(server.port());
    return attempt.clientToServer().count(FlowCount.SYN_RETRANSMISSIONS) == 0;
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    post(upload, 10_000);
  }

  private static void post(Upload upload, int timeoutMillis) throws IOException {
    URI target = upload.target();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(target.getHost(), target.getPort()), timeoutMillis);
      upload.post(socket, upload.image(20_000));
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).hasCompletedHandshake();
  }

  @Override
  public String cause() {
    return "a connect time-out of less than a second";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of(
        "hasNoRetransmissions", "the SYN was lost",
        "hasNoTimeoutRetransmissions", "only a timer repairs it",
        "hasNoSynRetransmissions", "that is the repair");
  }
}
