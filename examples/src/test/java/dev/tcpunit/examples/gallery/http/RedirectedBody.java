package dev.tcpunit.examples.gallery.http;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The image is sent to a server that only says where to send it.
 *
 * <p>Twice the traffic where uploads are redirected, as to the server that holds the bucket.
 *
 * @see <a href="https://github.com/aws/aws-sdk-java-v2/pull/6828">aws/aws-sdk-java-v2#6828</a>
 * @see <a href="https://github.com/curl/curl/issues/223">curl/curl#223</a>
 */
public final class RedirectedBody implements UploadBug {
  private static final String EXPECT = "Expect: 100-continue";

  /** Says where to as soon as it may: after the head if that asks, else after the image. */
  @Override
  public Server.Service server() {
    return connection -> {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      String head = HttpPost.readHead(in);
      if (!head.contains(EXPECT)) {
        in.readNBytes(HttpPost.contentLength(head));
      }
      String response = HttpService.response(307, "Location: /there");
      connection.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
      in.transferTo(OutputStream.nullOutputStream());
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      upload.post(socket, upload.image(20_000));
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    try (Socket socket = upload.connect()) {
      socket.getOutputStream().write(HttpPost.head(upload.target(), 20_000, EXPECT));
      HttpPost.readResponse(socket);
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasByteCountAtMost(1_000));
  }

  @Override
  public String cause() {
    return "a server which only says where to send it";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of("doesNotWaitForContinue", "it is meant to wait");
  }
}
