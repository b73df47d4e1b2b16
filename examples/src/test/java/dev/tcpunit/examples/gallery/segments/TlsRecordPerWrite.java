package dev.tcpunit.examples.gallery.segments;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Tls;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * Each small write to a TLS socket is a record and a packet of its own.
 *
 * <p>Four fifths of what is sent is overhead; an upload of some megabytes takes a minute.
 *
 * @see <a href="https://github.com/Baekalfen/ICAP-avscan/issues/11">Baekalfen/ICAP-avscan#11</a>
 * @see <a
 *     href="https://github.com/googleapis/google-http-java-client/issues/278">googleapis/google-http-java-client#278</a>
 */
public final class TlsRecordPerWrite implements UploadBug {
  private static final int PIECE = 50;
  private static final int PIECES = 100;

  private final SSLContext tls = Tls.context();

  @Override
  public Server.Service server() {
    return connection -> {
      connection.setTcpNoDelay(true);
      Socket secured = tls.getSocketFactory().createSocket(connection, null, true);
      secured.getInputStream().readNBytes(PIECES * PIECE);
      secured.getOutputStream().write('\n');
      secured.shutdownOutput();
      secured.getInputStream().readAllBytes();
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = connect(upload)) {
      send(upload, socket, socket.getOutputStream());
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = connect(upload)) {
      send(upload, socket, new BufferedOutputStream(socket.getOutputStream()));
    }
  }

  private Socket connect(Upload upload) throws IOException {
    URI target = upload.target();
    Socket socket = tls.getSocketFactory().createSocket(target.getHost(), target.getPort());
    socket.setTcpNoDelay(true);
    return socket;
  }

  private static void send(Upload upload, Socket socket, OutputStream out) throws IOException {
    for (int i = 0; i < PIECES; i++) {
      out.write(upload.image(PIECE));
    }
    out.flush();
    socket.getInputStream().readAllBytes();
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasAverageSegmentAtLeast(800));
  }

  @Override
  public String cause() {
    return "each of which TLS makes a record";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of(
        "hasNoDataAfterPeerFin",
        "each side says close_notify at its end",
        "hasNoTinygrams",
        "the handshake has several messages in a row");
  }
}
