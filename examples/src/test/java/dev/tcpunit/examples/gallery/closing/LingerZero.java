package dev.tcpunit.examples.gallery.closing;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;

/**
 * {@code SO_LINGER} is 0, "to get rid of TIME_WAIT".
 *
 * <p>The server logs "connection reset by peer" after uploads that went well, and now and then one
 * is lost.
 *
 * @see <a href="https://github.com/jetty/jetty.project/issues/1848">jetty/jetty.project#1848</a>
 * @see <a href="https://github.com/netty/netty/pull/4968">netty/netty#4968</a>
 */
public final class LingerZero implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      socket.setSoLinger(true, 0);
      upload.post(socket, upload.image(20_000));
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      upload.post(socket, upload.image(20_000));
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).hasCleanFin();
  }

  @Override
  public String cause() {
    return "setSoLinger(true, 0)";
  }
}
