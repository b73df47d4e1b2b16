package dev.tcpunit.examples.gallery.closing;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * The server has ended the conversation, and the client goes on.
 *
 * <p>The client writes for minutes into a connection that nobody reads, or blocks for ever.
 *
 * @see <a href="https://github.com/aws/aws-sdk-java-v2/issues/5257">aws/aws-sdk-java-v2#5257</a>
 * @see <a href="https://github.com/aws/aws-sdk-java-v2/pull/5398">aws/aws-sdk-java-v2#5398</a>
 */
public final class WritesAfterServerClosed implements UploadBug {
  private static final int PIECE = 5_000;
  private static final int PIECES = 6;

  /** Ends its own direction after the first piece. */
  @Override
  public Server.Service server() {
    return connection -> {
      InputStream in = connection.getInputStream();
      in.readNBytes(PIECE);
      connection.shutdownOutput();
      in.transferTo(OutputStream.nullOutputStream());
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      begin(upload, socket); // says that the server has ended
      for (int i = 1; i < PIECES; i++) {
        socket.getOutputStream().write(upload.image(PIECE));
      }
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      if (begin(upload, socket) >= 0) {
        throw new IOException("the server has answered before the end of the image");
      }
    }
  }

  /** The server says nothing while it takes the image: the end is all that can be read. */
  private static int begin(Upload upload, Socket socket) throws IOException {
    socket.getOutputStream().write(upload.image(PIECE));
    return socket.getInputStream().read();
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).hasNoDataAfterPeerFin();
  }

  @Override
  public String cause() {
    return "a read() of -1 that is ignored";
  }
}
