package dev.tcpunit.examples.gallery.closing;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;
import java.time.Duration;

/**
 * The server closes, and the client does not.
 *
 * <p>{@code netstat} shows hundreds of sockets in CLOSE_WAIT, until no more can be opened.
 *
 * @see <a href="https://github.com/lysine-dev/okhttp/issues/1577">lysine-dev/okhttp#1577</a>
 * @see <a
 *     href="https://github.com/AsyncHttpClient/async-http-client/issues/776">AsyncHttpClient/async-http-client#776</a>
 */
public final class LeftInCloseWait implements UploadBug {
  @Override
  public Server.Service server() {
    return new HttpService(head -> HttpService.response(201, "Connection: close"));
  }

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
    assertThat(capture.connectionTo(server.port())).leavesCloseWaitWithin(Duration.ofMillis(500));
  }

  @Override
  public String cause() {
    return "a socket or response body that is not closed";
  }
}
