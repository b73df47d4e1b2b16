package dev.tcpunit.examples.gallery.closing;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;

/**
 * Nobody closes the connection.
 *
 * <p>"Too many open files" after some days.
 *
 * @see <a href="https://github.com/zowe/api-layer/issues/2738">zowe/api-layer#2738</a>
 */
public final class NeverClosed implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    Socket socket = upload.forget(upload.connect());
    upload.post(socket, upload.image(20_000));
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
    return "nobody closed";
  }
}
