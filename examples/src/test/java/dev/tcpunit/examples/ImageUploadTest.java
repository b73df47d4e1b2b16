package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import org.junit.jupiter.api.Test;

@CaptureTcp
class ImageUploadTest {
  private final byte[] image = TestImages.jpeg(154_000);

  @Test
  void uploads_the_image_cleanly(TcpCapture capture) throws Exception {
    try (UploadServer server = UploadServer.start()) {
      new ImageUploader(server.uri()).upload(image);

      assertThat(capture.connectionTo(server.port()))
          .hasCompletedHandshake()
          .hasNoRetransmissions()
          .acksCoverAllBytes()
          .hasCleanFin();
    }
  }
}
