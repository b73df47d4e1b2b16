package dev.tcpunit.examples.gallery.http;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;
import java.util.Base64;

/**
 * The image is sent as Base64, "because JSON is text".
 *
 * <p>A third more to send, on the side that is slow.
 *
 * @see <a
 *     href="https://github.com/apache-spark-on-k8s/spark/issues/81">apache-spark-on-k8s/spark#81</a>
 * @see <a
 *     href="https://github.com/intuit/QuickBooks-V3-PHP-SDK/issues/43">intuit/QuickBooks-V3-PHP-SDK#43</a>
 */
public final class Base64Body implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      upload.post(socket, Base64.getEncoder().encode(upload.image(20_000)));
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
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasByteCountAtMost(21_000));
  }

  @Override
  public String cause() {
    return "Base64 makes three bytes four";
  }
}
