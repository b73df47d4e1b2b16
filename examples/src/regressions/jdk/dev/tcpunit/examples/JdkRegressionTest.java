package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** HttpURLConnection of JDK 25 sends a shorter Accept than that of 17; HttpClient sends the same. */
@CaptureTcp
class JdkRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_by_http_url_connection(TcpCapture capture) throws Exception {
    try (UploadServer server = UploadServer.start()) {
      HttpURLConnection connection = (HttpURLConnection) server.uri().toURL().openConnection();
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(IMAGE.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(IMAGE);
      }
      int status = connection.getResponseCode();
      connection.disconnect();

      assertThat(capture.trace()).matchesBaseline("http-url-connection", "status " + status);
    }
  }

  @Test
  void uploads_by_http_client(TcpCapture capture) throws Exception {
    try (UploadServer server = UploadServer.start()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.uri().toString()))
              .version(HttpClient.Version.HTTP_1_1)
              .POST(HttpRequest.BodyPublishers.ofByteArray(IMAGE))
              .build();
      HttpClient client = HttpClient.newHttpClient();
      int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();

      assertThat(capture.trace()).matchesBaseline("http-client", "status " + status);
    }
  }
}
