package dev.tcpunit.examples.gallery.segments;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.util.Map;

/**
 * The body goes out in chunks of 64 bytes.
 *
 * <p>Four times the packets, and a sixth of what is sent is framing; uploads crawl where packets
 * are dear.
 *
 * @see <a
 *     href="https://github.com/googleapis/google-http-java-client/issues/278">googleapis/google-http-java-client#278</a>
 */
public final class TinyChunks implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    post(upload, 64);
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    post(upload, 16_384);
  }

  private static void post(Upload upload, int chunk) throws IOException {
    byte[] image = upload.image(6_400);
    HttpURLConnection connection = (HttpURLConnection) upload.target().toURL().openConnection();
    connection.setDoOutput(true);
    connection.setChunkedStreamingMode(chunk);
    try (OutputStream out = connection.getOutputStream()) {
      for (int from = 0; from < image.length; from += 64) {
        out.write(image, from, 64);
      }
    }
    connection.getInputStream().readAllBytes();
  }

  @Override
  public Server.Service server() {
    return new HttpService(head -> HttpService.response(201, "Connection: close"));
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasAverageSegmentAtLeast(1_000));
  }

  @Override
  public String cause() {
    return "chunks that are too small";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of(
        "hasNoTinygrams",
        "HttpURLConnection writes the last, empty chunk apart",
        "sendsEachMessageInFewestSegments",
        "in two pieces of a few bytes");
  }
}
