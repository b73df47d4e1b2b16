package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.ByteArrayInputStream;
import java.net.URI;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;

/**
 * The Apache 5 client of the AWS SDK 2.41 waits for 100 (Continue) before a body; that of 2.57 sends
 * head and body in one, and a refused body in vain.
 */
@CaptureTcp
class AwsRegressionTest {
  private static final byte[] IMAGE = new byte[200_000];

  @Test
  void uploads_an_image(TcpCapture capture) throws Exception {
    try (Server server = ObjectStore.start();
        SdkHttpClient client = Apache5HttpClient.create()) {
      int status = put(client, URI.create("http://127.0.0.1:" + server.port() + "/images/one.jpg"));

      assertThat(capture.trace()).matchesBaseline("image", "status " + status);
    }
  }

  private static int put(SdkHttpClient client, URI uri) throws Exception {
    ContentStreamProvider body = () -> new ByteArrayInputStream(IMAGE);
    SdkHttpFullRequest request =
        SdkHttpFullRequest.builder()
            .uri(uri)
            .method(SdkHttpMethod.PUT)
            .putHeader("Content-Length", String.valueOf(IMAGE.length))
            .contentStreamProvider(body)
            .build();
    HttpExecuteRequest execute =
        HttpExecuteRequest.builder().request(request).contentStreamProvider(body).build();
    return client.prepareRequest(execute).call().httpResponse().statusCode();
  }
}
