package dev.tcpunit.examples.gallery.closing;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Role;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The server waits for the end of the image, and the client does not send one.
 *
 * <p>Both wait until the client gives up; the image is there all the time.
 *
 * @see <a href="https://github.com/golang/go/issues/18527">golang/go#18527</a>
 * @see <a href="https://github.com/netty/netty/pull/11981">netty/netty#11981</a>
 */
public final class NeverHalfClosed implements UploadBug {
  /** Takes the end of the connection for the end of the image. */
  @Override
  public Server.Service server() {
    return connection -> {
      connection.getInputStream().readAllBytes();
      connection.getOutputStream().write("stored".getBytes(StandardCharsets.US_ASCII));
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      socket.setSoTimeout(200);
      socket.getOutputStream().write(upload.image(20_000));
      socket.getInputStream().readAllBytes();
    } catch (SocketTimeoutException e) {
      // What the user is told.
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
    assertThat(capture.connectionTo(server.port())).wasHalfClosedBy(Role.CLIENT);
  }

  @Override
  public String cause() {
    return "a shutdownOutput() that is missing";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of("hasNoDataAfterPeerFin", "the client has half-closed, and reads on");
  }
}
