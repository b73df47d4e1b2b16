package dev.tcpunit.examples.gallery.http;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The client asks where a bucket lies before it sends to it.
 *
 * <p>Each first upload takes a round trip more; so did that of each container that was started.
 *
 * @see <a href="https://github.com/minio/minio-java/pull/524">minio/minio-java#524</a>
 * @see <a href="https://github.com/minio/minio-java/issues/1511">minio/minio-java#1511</a>
 */
public final class RegionAskedFirst implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      String ask = "GET /images?location HTTP/1.1\r\nHost: " + upload.target().getAuthority();
      socket.getOutputStream().write((ask + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      HttpPost.readResponse(socket);
      upload.post(socket, upload.image(20_000));
    }
  }

  /** Was told the region, as by {@code region("eu-central-1")}. */
  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      upload.post(socket, upload.image(20_000));
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).hasAtMostTurns(2);
  }

  @Override
  public String cause() {
    return "a question before the upload";
  }
}
