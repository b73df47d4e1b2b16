package dev.tcpunit.examples.gallery.network;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.PathBug;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Between two chunks the client waits for its source, and the window has shrunk when it goes on.
 *
 * <p>Uploads from a slow disk or from another server take twice as long over a long distance.
 *
 * @see <a
 *     href="https://github.com/googleapis/google-cloud-swift/issues/886">googleapis/google-cloud-swift#886</a>
 */
public final class PauseBetweenChunks implements PathBug {
  private static final int CHUNK = 60_000;
  private static final int CHUNKS = 3;
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(700);

  @Override
  public void impair(Link link) {}

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      HttpPost.sendHead(socket, upload.target(), CHUNKS * CHUNK);
      for (int i = 0; i < CHUNKS; i++) {
        HttpPost.sendBody(socket, read(upload), CHUNK);
      }
      HttpPost.readResponse(socket);
    }
  }

  /** Reads ahead. */
  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      byte[] chunk = read(upload);
      HttpPost.sendHead(socket, upload.target(), CHUNKS * CHUNK);
      for (int i = 0; i < CHUNKS; i++) {
        HttpPost.sendBody(socket, chunk, CHUNK);
      }
      HttpPost.readResponse(socket);
    }
  }

  /** As slow as a disk that sleeps. */
  private static byte[] read(Upload upload) {
    LockSupport.parkNanos(SLOW_NANOS);
    return upload.image(CHUNK);
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasNoSlowStartRestart());
  }

  @Override
  public String cause() {
    return "a source that is slower than the network";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of(
        "hasNoNagleWait",
        "the end of the image is a small segment",
        "acknowledgesEverySecondFullSegment",
        "Linux sends one ACK for all that arrived together");
  }
}
