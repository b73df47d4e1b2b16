package dev.tcpunit.examples.gallery.delivery;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;

/**
 * An upload is cut off half way, and the client tells nobody.
 *
 * <p>Images of half their size on the server, or none, and no error in the client's log.
 *
 * @see <a href="https://github.com/apple/servicetalk/pull/2431">apple/servicetalk#2431</a>
 */
public final class CancelByReset implements UploadBug {
  private static final int SIZE = 20_000;

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      HttpPost.sendHead(socket, upload.target(), SIZE);
      HttpPost.sendBody(socket, upload.image(SIZE), SIZE / 2);
      socket.setSoLinger(true, 0);
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      upload.post(socket, upload.image(SIZE));
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasByteCountAtLeast(20_000));
  }

  @Override
  public String cause() {
    return "an upload that is cancelled";
  }
}
