package dev.tcpunit.examples.clients;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3BaseClientBuilder;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Uploads an image in two parts by the SDK of AWS, over one of its HTTP clients. */
final class S3Upload implements UploadClient {
  private final SdkHttpClient http;
  private S3Client client;

  S3Upload(SdkHttpClient http) {
    this.http = http;
  }

  @Override
  public int upload(URI target, byte[] image) {
    if (client == null) {
      client =
          settings(S3Client.builder(), "http://" + target.getAuthority()).httpClient(http).build();
    }
    String id = client.createMultipartUpload(r -> r.bucket("images").key("one.jpg")).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    parts.add(part(1, id, Arrays.copyOf(image, image.length / 2)));
    parts.add(part(2, id, Arrays.copyOfRange(image, image.length / 2, image.length)));
    return client
        .completeMultipartUpload(
            r ->
                r.bucket("images")
                    .key("one.jpg")
                    .uploadId(id)
                    .multipartUpload(all -> all.parts(parts)))
        .sdkHttpResponse()
        .statusCode();
  }

  private CompletedPart part(int number, String id, byte[] bytes) {
    String tag =
        client
            .uploadPart(
                r -> r.bucket("images").key("one.jpg").uploadId(id).partNumber(number),
                RequestBody.fromBytes(bytes))
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  static <B extends S3BaseClientBuilder<B, ?>> B settings(B client, String endpoint) {
    return client
        .endpointOverride(URI.create(endpoint))
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("access", "secret-key")));
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    http.close(); // which who has made it must do
  }
}
