package dev.tcpunit.examples.gallery.windows;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;

/**
 * The receive buffer is set to a kilobyte "to save memory".
 *
 * <p>Answers arrive in tiny pieces, each a round trip after the other.
 *
 * @see <a href="https://github.com/lance0/xfr/issues/60">lance0/xfr#60</a>
 * @see <a href="https://github.com/erebe/wstunnel/issues/80">erebe/wstunnel#80</a>
 */
public final class TinyReceiveBuffer implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = new Socket()) {
      socket.setReceiveBufferSize(1_024);
      post(upload, socket);
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = new Socket()) {
      post(upload, socket);
    }
  }

  private static void post(Upload upload, Socket socket) throws IOException {
    URI target = upload.target();
    socket.connect(new InetSocketAddress(target.getHost(), target.getPort()));
    upload.post(socket, upload.image(20_000));
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(answers -> answers.hasReceiveWindowAtLeast(16_384));
  }

  @Override
  public String cause() {
    return "setReceiveBufferSize";
  }
}
