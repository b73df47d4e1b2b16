package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import org.junit.jupiter.api.Test;

/** HttpURLConnection of JDK 25 sends a shorter Accept than that of 17. */
@CaptureTcp
class UrlConnectionRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_an_image(TcpCapture capture) throws Exception {
    try (UploadServer server = UploadServer.start()) {
      HttpURLConnection connection = (HttpURLConnection) server.uri().toURL().openConnection();
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(IMAGE.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(IMAGE);
      }
      int status = connection.getResponseCode();
      connection.disconnect();

      assertThat(capture.trace()).matchesBaseline("image", "status " + status);
    }
  }
}
