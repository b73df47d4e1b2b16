package dev.tcpunit.examples.gallery.segments;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;

/**
 * Head and body are written apart, with Nagle's algorithm on.
 *
 * <p>Every small upload but the first takes 40 ms longer, on the fastest network, too.
 *
 * @see <a href="https://github.com/lysine-dev/okhttp/issues/4784">lysine-dev/okhttp#4784</a>
 * @see <a href="https://github.com/smithy-lang/smithy-rs/pull/4677">smithy-lang/smithy-rs#4677</a>
 */
public final class HeadAndBodyApart implements UploadBug {
  /** The server holds its ACK back only after it has answered in time for once. */
  private static final int IMAGES = 6;

  @Override
  public void broken(Upload upload) throws Exception {
    byte[] image = upload.image(500);
    try (Socket socket = upload.connect()) {
      for (int i = 0; i < IMAGES; i++) {
        HttpPost.sendHead(socket, upload.target(), image.length);
        HttpPost.sendBody(socket, image, image.length);
        HttpPost.readResponse(socket);
      }
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    byte[] image = upload.image(500);
    try (Socket socket = upload.connect()) {
      for (int i = 0; i < IMAGES; i++) {
        upload.post(socket, image);
      }
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).hasNoNagleDelayedAckStall();
  }

  @Override
  public String cause() {
    return "several small pieces";
  }
}
