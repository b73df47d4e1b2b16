package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import com.google.api.client.http.HttpRequest;
import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.javanet.NetHttpTransport;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import org.junit.jupiter.api.Test;

/** The HTTP client of Google's libraries does the same in 1.30 and 1.45. */
@CaptureTcp
class GoogleRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_an_image(TcpCapture capture) throws Exception {
    try (Server server = ObjectStore.start()) {
      HttpRequest request =
          new NetHttpTransport()
              .createRequestFactory()
              .buildPostRequest(
                  new GenericUrl("http://127.0.0.1:" + server.port() + "/images"),
                  new ByteArrayContent("image/jpeg", IMAGE));
      HttpResponse response = request.execute();
      int status = response.getStatusCode();
      response.disconnect();

      assertThat(capture.trace()).matchesBaseline("image", "status " + status);
    }
  }
}
