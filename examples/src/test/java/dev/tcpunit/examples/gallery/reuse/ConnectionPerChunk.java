package dev.tcpunit.examples.gallery.reuse;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;

/**
 * Each part of a resumable upload says {@code Connection: close}.
 *
 * <p>Between two parts the line is idle for two round trips, and each begins with a slow start.
 *
 * @see <a
 *     href="https://github.com/googleapis/google-cloud-swift/issues/886">googleapis/google-cloud-swift#886</a>
 * @see <a
 *     href="https://github.com/googleapis/google-api-java-client/issues/601">googleapis/google-api-java-client#601</a>
 */
public final class ConnectionPerChunk implements UploadBug {
  @Override
  public Server.Service server() {
    return new HttpService(
        head ->
            head.contains("Connection: close")
                ? HttpService.response(308, "Connection: close")
                : HttpService.response(308));
  }

  @Override
  public void broken(Upload upload) throws Exception {
    for (int part = 0; part < 4; part++) {
      try (Socket socket = upload.connect()) {
        upload.post(socket, upload.image(10_000), "Connection: close");
      }
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      for (int part = 0; part < 4; part++) {
        upload.post(socket, upload.image(10_000));
      }
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.trace()).hasSingleConnection();
  }

  @Override
  public String cause() {
    return "the header Connection: close";
  }
}
