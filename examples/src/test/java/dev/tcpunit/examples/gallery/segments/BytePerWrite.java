package dev.tcpunit.examples.gallery.segments;

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

/**
 * A request goes to the socket byte by byte, without a buffer.
 *
 * <p>An upload of 2 MB takes a minute instead of three seconds.
 *
 * @see <a href="https://github.com/Baekalfen/ICAP-avscan/issues/11">Baekalfen/ICAP-avscan#11</a>
 * @see <a href="https://github.com/arduino/Arduino/issues/1712">arduino/Arduino#1712</a>
 */
public final class BytePerWrite implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      socket.setTcpNoDelay(true);
      write(upload, socket.getOutputStream());
      HttpPost.readResponse(socket);
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      socket.setTcpNoDelay(true);
      write(upload, new BufferedOutputStream(socket.getOutputStream()));
      HttpPost.readResponse(socket);
    }
  }

  private static void write(Upload upload, OutputStream out) throws IOException {
    for (byte next : HttpPost.request(upload.target(), upload.image(400))) {
      out.write(next);
    }
    out.flush();
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasAverageSegmentAtLeast(400));
  }

  @Override
  public String cause() {
    return "a write() for each byte";
  }
}
