package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.impl.bootstrap.HttpRequester;
import org.apache.hc.core5.http.impl.bootstrap.RequesterBootstrap;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.junit.jupiter.api.Test;

/** HttpCore 5.4.2 sends a body that a redirect has made needless (HTTPCORE-796); 5.4.3 does not. */
@CaptureTcp
class HttpCoreRegressionTest {
  private static final byte[] IMAGE = new byte[500_000];

  private static final byte[] REDIRECT =
      "HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);

  @Test
  void uploads_to_a_server_that_redirects(TcpCapture capture) throws Exception {
    InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    try (ServerSocket listener = new ServerSocket(0, 1, loopback)) {
      Thread server = new Thread(() -> redirect(listener));
      server.start();
      int status = post(listener.getLocalPort());
      server.join();

      assertThat(capture.trace()).matchesBaseline("redirected", "status " + status);
    }
  }

  private static int post(int port) throws Exception {
    ClassicHttpRequest request =
        ClassicRequestBuilder.post("/images")
            .setEntity(new ByteArrayEntity(IMAGE, ContentType.IMAGE_JPEG))
            .addHeader("Expect", "100-continue")
            .build();
    HttpRequester requester = RequesterBootstrap.bootstrap().create();
    try (ClassicHttpResponse response =
        requester.execute(
            new HttpHost("127.0.0.1", port),
            request,
            Timeout.ofSeconds(10),
            HttpCoreContext.create())) {
      EntityUtils.consume(response.getEntity());
      return response.getCode();
    } finally {
      requester.close(CloseMode.GRACEFUL);
    }
  }

  /** Answers the head at once, and reads whatever comes until the client closes. */
  private static void redirect(ServerSocket listener) {
    try (Socket connection = listener.accept()) {
      InputStream in = connection.getInputStream();
      in.read(new byte[16_384]);
      connection.getOutputStream().write(REDIRECT);
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The client is gone, and nobody waits for an answer.
    }
  }
}
