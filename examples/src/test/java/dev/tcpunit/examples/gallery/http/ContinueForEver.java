package dev.tcpunit.examples.gallery.http;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

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

  /** It gives up at last, so that the test ends. */
  @Override
  public void broken(Upload upload) throws Exception {
    byte[] image = upload.image(20_000);
    try (Socket socket = upload.connect()) {
      socket
          .getOutputStream()
          .write(HttpPost.head(upload.target(), image.length, "Expect: 100-continue"));
      socket.setSoTimeout(1_300);
      try {
        HttpPost.readHead(socket.getInputStream());
      } catch (SocketTimeoutException e) {
        socket.setSoTimeout(0);
        HttpPost.sendBody(socket, image, image.length);
        HttpPost.readResponse(socket);
      }
    }
  }

  /** Does not ask a server that does not know the question. */
  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      upload.post(socket, upload.image(20_000));
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).doesNotWaitForContinue();
  }

  @Override
  public String cause() {
    return "where the server does not answer it";
  }
}
