package dev.tcpunit.examples.gallery.closing;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.Socket;

/**
 * The client looks at the status and closes while the rest of the response lies unread.
 *
 * <p>The server logs "connection reset by peer", and what it sends afterwards is lost.
 *
 * @see <a href="https://github.com/rwf2/Rocket/issues/3004">rwf2/Rocket#3004</a>
 * @see <a href="https://github.com/openjdk/jdk/pull/21948">openjdk/jdk#21948</a>
 */
public final class ResponseUnread implements UploadBug {
  private static final int STATUS_LINE = 12;

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      send(upload, socket);
      socket.getInputStream().readNBytes(STATUS_LINE);
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      send(upload, socket);
      HttpPost.readResponse(socket);
    }
  }

  private static void send(Upload upload, Socket socket) throws IOException {
    socket.getOutputStream().write(HttpPost.request(upload.target(), upload.image(20_000)));
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).hasNoResets();
  }

  @Override
  public String cause() {
    return "received data unread";
  }
}
