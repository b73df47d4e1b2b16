package dev.tcpunit.examples.gallery.http;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The server has refused the image, and the client sends all of it.
 *
 * <p>Gigabytes for nothing; and as the server stops reading, "connection reset" instead of its 413.
 *
 * @see <a href="https://github.com/jetty/jetty.project/issues/12079">jetty/jetty.project#12079</a>
 * @see <a href="https://github.com/akka/akka-http/issues/1439">akka/akka-http#1439</a>
 */
public final class BodyAfterRefusal implements UploadBug {
  private static final int PIECE = 64_000;
  private static final int PIECES = 80;

  @Override
  public Server.Service server() {
    return connection -> {
      InputStream in = connection.getInputStream();
      HttpPost.readHead(in);
      in.readNBytes(PIECE);
      byte[] response = HttpService.response(413).getBytes(StandardCharsets.US_ASCII);
      connection.getOutputStream().write(response);
      in.transferTo(OutputStream.nullOutputStream());
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      begin(upload, socket);
      for (int i = 1; i < PIECES; i++) {
        HttpPost.sendBody(socket, upload.image(PIECE), PIECE);
      }
      HttpPost.readResponse(socket);
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      begin(upload, socket);
      for (int i = 1; i < PIECES && socket.getInputStream().available() == 0; i++) {
        HttpPost.sendBody(socket, upload.image(PIECE), PIECE);
      }
      HttpPost.readResponse(socket);
    }
  }

  /** The next piece is there only when the answer is, as from a camera. */
  private void begin(Upload upload, Socket socket) throws Exception {
    HttpPost.sendHead(socket, upload.target(), PIECE * PIECES);
    HttpPost.sendBody(socket, upload.image(PIECE), PIECE);
    upload.await("the answer", BodyAfterRefusal::hasAnswerArrived);
  }

  /** The client's kernel has acknowledged it. */
  private static boolean hasAnswerArrived(Connection connection) {
    Flow answer = connection.serverToClient();
    return answer.bytes() > 0 && answer.unacknowledgedBytes() == 0;
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).stopsOnEarlyResponse();
  }

  @Override
  public String cause() {
    return "written without looking at the response";
  }
}
