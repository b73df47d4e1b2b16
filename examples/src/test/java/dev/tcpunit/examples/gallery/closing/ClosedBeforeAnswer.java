package dev.tcpunit.examples.gallery.closing;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The client closes both directions where it should close only its own.
 *
 * <p>The server takes the image, and its answer meets a closed socket: the client never learns that
 * it was stored, and stores it again.
 *
 * @see <a href="https://github.com/httpwg/http-core/issues/22">httpwg/http-core#22</a>
 * @see <a href="https://github.com/netty/netty/pull/11982">netty/netty#11982</a>
 */
public final class ClosedBeforeAnswer implements UploadBug {
  /** Takes the end of the connection for the end of the image. */
  @Override
  public Server.Service server() {
    return connection -> {
      InputStream in = connection.getInputStream();
      in.readAllBytes();
      connection.getOutputStream().write("stored".getBytes(StandardCharsets.US_ASCII));
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      socket.getOutputStream().write(upload.image(20_000));
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      socket.getOutputStream().write(upload.image(20_000));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).losesNoDataOnClose();
  }

  @Override
  public String cause() {
    return "after it had closed";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of("hasNoDataAfterPeerFin", "the client has half-closed, and reads on");
  }
}
