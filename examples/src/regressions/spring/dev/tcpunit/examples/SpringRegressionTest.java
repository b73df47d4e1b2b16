package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.InputStreamResource;
import org.springframework.http.ResponseEntity;
import org.springframework.web.client.RestTemplate;

/**
 * RestTemplate of Spring 6.1 no longer gathers a body before it sends it: what had a Content-Length
 * comes in chunks, which not every server takes.
 */
@CaptureTcp
class SpringRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_an_image(TcpCapture capture) throws Exception {
    try (Server server = ObjectStore.start()) {
      ResponseEntity<String> answer =
          new RestTemplate()
              .postForEntity(
                  "http://127.0.0.1:" + server.port() + "/images",
                  new InputStreamResource(new ByteArrayInputStream(IMAGE)),
                  String.class);
      int status = answer.getStatusCode().value();

      assertThat(capture.trace()).matchesBaseline("image", "status " + status);
    }
  }
}
