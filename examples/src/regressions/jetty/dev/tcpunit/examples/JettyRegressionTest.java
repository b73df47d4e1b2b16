package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.util.BytesContentProvider;
import org.junit.jupiter.api.Test;

/** Jetty's client does the same in 9.4 and 10.0. */
@CaptureTcp
class JettyRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  @SuppressWarnings("deprecation") // Only by this do both versions take a body.
  void uploads_an_image(TcpCapture capture) throws Exception {
    HttpClient client = new HttpClient();
    client.start();
    try (Server server = ObjectStore.start()) {
      int status =
          client
              .POST("http://127.0.0.1:" + server.port() + "/images")
              .content(new BytesContentProvider(IMAGE))
              .send()
              .getStatus();

      assertThat(capture.trace()).matchesBaseline("image", "status " + status);
    } finally {
      client.stop();
    }
  }
}
