package dev.tcpunit.examples.gallery.http;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/**
 * A large image is sent before the server was asked whether it wants it.
 *
 * <p>Gigabytes that are thrown away, where the server says 401, 413 or 507.
 *
 * @see <a href="https://github.com/aws/aws-sdk-java-v2/pull/6828">aws/aws-sdk-java-v2#6828</a>
 * @see <a href="https://github.com/curl/curl/issues/223">curl/curl#223</a>
 */
public final class NoExpect implements UploadBug {
  @Override
  public Server.Service server() {
    return new HttpService(head -> HttpService.response(201, "Connection: close"));
  }

  @Override
  public void broken(Upload upload) throws Exception {
    post(upload, false);
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    post(upload, true);
  }

  private static void post(Upload upload, boolean expectContinue) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(upload.target())
            .version(HttpClient.Version.HTTP_1_1)
            .expectContinue(expectContinue)
            .POST(HttpRequest.BodyPublishers.ofByteArray(upload.image(200_000)))
            .build();
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).waitsForContinue();
  }

  @Override
  public String cause() {
    return "100-continue";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of("doesNotWaitForContinue", "it is meant to wait");
  }
}
