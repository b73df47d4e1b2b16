package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import org.asynchttpclient.AsyncHttpClient;
import org.asynchttpclient.Dsl;
import org.junit.jupiter.api.Test;

/** AsyncHttpClient does the same in 2.12 and 3.0, over another version of Netty. */
@CaptureTcp
class AsyncHttpClientRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_an_image(TcpCapture capture) throws Exception {
    try (Server server = ObjectStore.start();
        AsyncHttpClient client = Dsl.asyncHttpClient()) {
      int status =
          client
              .preparePost("http://127.0.0.1:" + server.port() + "/images")
              .setBody(IMAGE)
              .execute()
              .get()
              .getStatusCode();

      assertThat(capture.trace()).matchesBaseline("image", "status " + status);
    }
  }
}
