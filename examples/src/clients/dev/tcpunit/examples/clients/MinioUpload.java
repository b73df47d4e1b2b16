package dev.tcpunit.examples.clients;

import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.io.ByteArrayInputStream;
import java.net.URI;

/** Puts one object; what it does with a larger one is what the AWS SDK does. */
final class MinioUpload implements UploadClient {
  private MinioClient client;

  @Override
  public int upload(URI target, byte[] image) throws Exception {
    if (client == null) {
      client =
          MinioClient.builder()
              .endpoint("http://" + target.getAuthority())
              .credentials("access", "secret-key")
              .build();
    }
    client.putObject(
        PutObjectArgs.builder().bucket("images").object("one.jpg").stream(
                new ByteArrayInputStream(image), (long) image.length, -1L)
            .build());
    return 200;
  }

  @Override
  public void close() {
    // Left to the time-out of the pool: the library offers no more.
  }
}
