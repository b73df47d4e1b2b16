package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** HttpClient of JDK 25 sends the same as that of 17. */
@CaptureTcp
class JdkHttpClientRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_an_image(TcpCapture capture) throws Exception {
    try (UploadServer server = UploadServer.start()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.uri().toString()))
              .version(HttpClient.Version.HTTP_1_1)
              .POST(HttpRequest.BodyPublishers.ofByteArray(IMAGE))
              .build();
      HttpClient client = HttpClient.newHttpClient();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();

      assertThat(capture.trace()).matchesBaseline("image", "status " + status);
    }
  }
}
