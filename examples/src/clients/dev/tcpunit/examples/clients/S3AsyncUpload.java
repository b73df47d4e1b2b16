package dev.tcpunit.examples.clients;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.http.async.SdkAsyncHttpClient;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** As {@link S3Upload}, over one of the HTTP clients with an event loop. */
final class S3AsyncUpload implements UploadClient {
  private final SdkAsyncHttpClient http;
  private S3AsyncClient client;

  S3AsyncUpload(SdkAsyncHttpClient http) {
    this.http = http;
  }

  @Override
  public int upload(URI target, byte[] image) {
    if (client == null) {
      client =
          S3Upload.settings(S3AsyncClient.builder(), "http://" + target.getAuthority())
              .httpClient(http)
              .build();
    }
    String id =
        client.createMultipartUpload(r -> r.bucket("images").key("one.jpg")).join().uploadId();
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
        .join()
        .sdkHttpResponse()
        .statusCode();
  }

  private CompletedPart part(int number, String id, byte[] bytes) {
    String tag =
        client
            .uploadPart(
                r -> r.bucket("images").key("one.jpg").uploadId(id).partNumber(number),
                AsyncRequestBody.fromBytes(bytes))
            .join()
            .eTag();
    return CompletedPart.builder().partNumber(number).eTag(tag).build();
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
    http.close(); // which who has made it must do
  }
}
