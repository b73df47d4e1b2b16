package dev.tcpunit.examples.gallery.http;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;

/**
 * An image that the server cannot take is sent again and again.
 *
 * <p>One broken image, and the line is full for hours.
 *
 * @see <a
 *     href="https://github.com/android-async-http/android-async-http/issues/1282">android-async-http/android-async-http#1282</a>
 * @see <a href="https://github.com/cgeo/cgeo/issues/3231">cgeo/cgeo#3231</a>
 */
public final class RetryAtOnce implements UploadBug {
  private static final int ATTEMPTS = 5;

  @Override
  public Server.Service server() {
    return new HttpService(head -> HttpService.response(500));
  }

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      int status = 500;
      for (int i = 0; i < ATTEMPTS && status == 500; i++) {
        status = upload.post(socket, upload.image(20_000));
      }
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
    return "a retry of what the server has refused";
  }
}
