package dev.tcpunit.examples.gallery.delivery;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/**
 * The end of a request stays in a buffer.
 *
 * <p>The upload times out, and the log of the server shows nothing at all.
 *
 * @see <a href="https://github.com/subgraph/Orchid/issues/8">subgraph/Orchid#8</a>
 */
public final class NeverFlushed implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    post(upload, false);
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    post(upload, true);
  }

  private static void post(Upload upload, boolean flush) throws IOException {
    try (Socket socket = upload.connect()) {
      socket.setSoTimeout(flush ? 0 : 200);
      OutputStream out = new BufferedOutputStream(socket.getOutputStream());
      out.write(HttpPost.request(upload.target(), upload.image(500)));
      if (flush) {
        out.flush();
      }
      HttpPost.readResponse(socket);
    } catch (SocketTimeoutException e) {
      // What the user is told.
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasByteCountAtLeast(500));
  }

  @Override
  public String cause() {
    return "flush()";
  }
}
