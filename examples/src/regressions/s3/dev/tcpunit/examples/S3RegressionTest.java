package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The S3 client 2.30 adds a CRC to each upload (default integrity protections), here in the head.
 * Servers of other makers that do not know it refuse the upload.
 */
@CaptureTcp
class S3RegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_an_image(TcpCapture capture) throws Exception {
    try (Server server = ObjectStore.start();
        S3Client client = client("http://127.0.0.1:" + server.port())) {
      client.putObject(
          request -> request.bucket("images").key("one.jpg"), RequestBody.fromBytes(IMAGE));

      assertThat(capture.trace()).matchesBaseline("image");
    }
  }

  private static S3Client client(String endpoint) {
    return S3Client.builder()
        .endpointOverride(URI.create(endpoint))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret-key")))
        .serviceConfiguration(settings -> settings.chunkedEncodingEnabled(false))
        .httpClientBuilder(ApacheHttpClient.builder().expectContinueEnabled(false))
        .build();
  }
}
