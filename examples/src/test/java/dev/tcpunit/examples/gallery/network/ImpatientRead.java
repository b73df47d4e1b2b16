package dev.tcpunit.examples.gallery.network;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/**
 * The read time-out is shorter than what the server needs to store the image.
 *
 * <p>Large images "fail" and are there all the same, twice where the user tries again.
 *
 * @see <a href="https://github.com/cgeo/cgeo/issues/3231">cgeo/cgeo#3231</a>
 * @see <a
 *     href="https://github.com/mcxiaoke/android-volley/issues/46">mcxiaoke/android-volley#46</a>
 */
public final class ImpatientRead implements UploadBug {
  private static final int STORING_MILLIS = 1_500;

  @Override
  public Server.Service server() {
    return connection -> {
      InputStream in = connection.getInputStream();
      in.readNBytes(HttpPost.contentLength(HttpPost.readHead(in)));
      connection.setSoTimeout(STORING_MILLIS);
      try {
        in.read();
      } catch (SocketTimeoutException e) {
        // The image is stored.
      }
      byte[] response = HttpService.response(201).getBytes(StandardCharsets.US_ASCII);
      connection.getOutputStream().write(response);
      connection.setSoTimeout(0);
      in.transferTo(OutputStream.nullOutputStream());
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    post(upload, STORING_MILLIS / 30);
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    post(upload, 60_000);
  }

  private static void post(Upload upload, int timeoutMillis) throws IOException {
    try (Socket socket = upload.connect()) {
      socket.setSoTimeout(timeoutMillis);
      upload.post(socket, upload.image(20_000));
    } catch (SocketTimeoutException e) {
      // What the user is told.
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).losesNoDataOnClose();
  }

  @Override
  public String cause() {
    return "a read time-out";
  }
}
