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
import java.nio.charset.StandardCharsets;

/**
 * The size of a chunk, its data and the line end behind are three writes.
 *
 * <p>Three packets for each piece of the image, two of them nearly empty; uploads are slow where
 * packets are dear, as on Wi-Fi and mobile networks.
 *
 * @see <a
 *     href="https://github.com/facebookarchive/nailgun/pull/120">facebookarchive/nailgun#120</a>
 * @see <a href="https://github.com/helidon-io/helidon/issues/9839">helidon-io/helidon#9839</a>
 */
public final class ChunkInThreeWrites implements UploadBug {
  private static final int CHUNK = 1000;

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      socket.setTcpNoDelay(true);
      sendChunks(upload, socket.getOutputStream());
      HttpPost.readResponse(socket);
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      socket.setTcpNoDelay(true);
      sendChunks(upload, new BufferedOutputStream(socket.getOutputStream()));
      HttpPost.readResponse(socket);
    }
  }

  private static void sendChunks(Upload upload, OutputStream out) throws IOException {
    byte[] image = upload.image(20 * CHUNK);
    String host = upload.target().getAuthority();
    write(out, "POST /images HTTP/1.1\r\nHost: " + host + "\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int from = 0; from < image.length; from += CHUNK) {
      write(out, Integer.toHexString(CHUNK) + "\r\n");
      out.write(image, from, CHUNK);
      write(out, "\r\n");
    }
    write(out, "0\r\n\r\n");
    out.flush();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasAverageSegmentAtLeast(4_000));
  }

  @Override
  public String cause() {
    return "a write() each for the size of a chunk, its data";
  }
}
