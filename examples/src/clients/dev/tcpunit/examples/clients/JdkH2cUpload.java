package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** The version that the client prefers if nobody says another: without TLS it asks for it first. */
final class JdkH2cUpload implements UploadClient {
  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public int upload(URI target, byte[] image) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofByteArray(image)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Override
  public void close() throws IOException {
    JdkUpload.close(client);
  }
}
