package dev.tcpunit.examples.gallery.http;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The image is sent first without, then with credentials.
 *
 * <p>Each upload takes twice as long and twice the traffic.
 *
 * @see <a href="https://github.com/apache/maven-wagon/issues/197">apache/maven-wagon#197</a>
 * @see <a href="https://github.com/requests/requests-ntlm/issues/87">requests/requests-ntlm#87</a>
 */
public final class ImageSentForChallenge implements UploadBug {
  @Override
  public Server.Service server() {
    return new HttpService(
        head ->
            head.contains("Authorization: Basic")
                ? HttpService.response(201, "Connection: close")
                : HttpService.response(401, "WWW-Authenticate: Basic realm=\"images\""));
  }

  @Override
  public void broken(Upload upload) throws Exception {
    HttpClient client = HttpClient.newBuilder().authenticator(new Credentials()).build();
    client.send(request(upload).build(), HttpResponse.BodyHandlers.discarding());
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    String credentials =
        Base64.getEncoder().encodeToString("user:secret".getBytes(StandardCharsets.US_ASCII));
    HttpRequest request = request(upload).header("Authorization", "Basic " + credentials).build();
    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
  }

  private static HttpRequest.Builder request(Upload upload) {
    return HttpRequest.newBuilder(upload.target())
        .version(HttpClient.Version.HTTP_1_1)
        .POST(HttpRequest.BodyPublishers.ofByteArray(upload.image(20_000)));
  }

  private static final class Credentials extends Authenticator {
    @Override
    protected PasswordAuthentication getPasswordAuthentication() {
      return new PasswordAuthentication("user", "secret".toCharArray());
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port()))
        .client(upload -> upload.hasByteCountAtMost(21_000));
  }

  @Override
  public String cause() {
    return "before the server asks for credentials";
  }
}
