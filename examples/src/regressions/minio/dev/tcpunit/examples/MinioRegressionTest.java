package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;

/** MinIO 8 asks for the region of a bucket before it first uploads to it; 7 does not. */
@CaptureTcp
class MinioRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_two_images(TcpCapture capture) throws Exception {
    try (Server server = ObjectStore.start()) {
      MinioClient client =
          MinioClient.builder()
              .endpoint("http://127.0.0.1:" + server.port())
              .credentials("access", "secret-key")
              .build();
      for (String name : new String[] {"one.jpg", "two.jpg"}) {
        client.putObject(
            PutObjectArgs.builder()
                .bucket("images")
                .object(name)
                .stream(new ByteArrayInputStream(IMAGE), IMAGE.length, -1)
                .build());
      }

      assertThat(capture.trace()).matchesBaseline("two-images");
    }
  }
}
