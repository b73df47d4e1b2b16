package dev.tcpunit.examples.gallery.http;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.HttpService;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The client waits for 100 (Continue) from a server that never says it.
 *
 * <p>Uploads hang against old servers and behind proxies, which take the header away.
 *
 * @see <a
 *     href="https://github.com/ledgetech/lua-resty-http/issues/173">ledgetech/lua-resty-http#173</a>
 * @see <a href="https://github.com/yhirose/cpp-httplib/issues/349">yhirose/cpp-httplib#349</a>
 */
public final class ContinueForEver implements UploadBug {
  /** Does not know of 100 (Continue). */
  @Override
  public Server.Service server() {
    return connection -> {
      InputStream in = connection.getInputStream();
      in.readNBytes(HttpPost.contentLength(HttpPost.readHead(in)));
      byte[] response = HttpService.response(201).getBytes(StandardCharsets.US_ASCII);
      connection.getOutputStream().write(response);
      in.transferTo(OutputStream.nullOutputStream());
    };
  }

  /** The user gives up. */
  @Override
  public void broken(Upload upload) throws Exception {
    post(upload, 1_300);
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    post(upload, 100);
  }

  private static void post(Upload upload, int waitMillis) throws IOException {
    byte[] image = upload.image(20_000);
    try (Socket socket = upload.connect()) {
      socket
          .getOutputStream()
          .write(HttpPost.head(upload.target(), image.length, "Expect: 100-continue"));
      socket.setSoTimeout(waitMillis);
      try {
        HttpPost.readHead(socket.getInputStream());
      } catch (SocketTimeoutException e) {
        socket.setSoTimeout(0);
        HttpPost.sendBody(socket, image, image.length);
        HttpPost.readResponse(socket);
      }
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).hasNoIdleLongerThan(Duration.ofSeconds(1));
  }

  @Override
  public String cause() {
    return "Expect";
  }
}
