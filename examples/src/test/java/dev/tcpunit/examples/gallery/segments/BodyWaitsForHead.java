package dev.tcpunit.examples.gallery.segments;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.PathBug;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import java.net.Socket;

/**
 * The body waits until the head is acknowledged, a round trip later.
 *
 * <p>Each upload takes a round trip longer, which nobody sees on a fast network.
 *
 * @see <a href="https://github.com/smithy-lang/smithy-rs/pull/4677">smithy-lang/smithy-rs#4677</a>
 * @see <a href="https://github.com/lysine-dev/okhttp/issues/4784">lysine-dev/okhttp#4784</a>
 */
public final class BodyWaitsForHead implements PathBug {
  @Override
  public void impair(Link link) {
    // That there is a distance is enough.
  }

  @Override
  public void broken(Upload upload) throws Exception {
    byte[] image = upload.image(500);
    try (Socket socket = upload.connect()) {
      HttpPost.sendHead(socket, upload.target(), image.length);
      HttpPost.sendBody(socket, image, image.length);
      HttpPost.readResponse(socket);
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      upload.post(socket, upload.image(500));
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).hasNoNagleWait();
  }

  @Override
  public String cause() {
    return "setTcpNoDelay";
  }
}
