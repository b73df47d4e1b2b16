package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Can be closed from JDK 21 on. */
final class JdkUpload implements UploadClient {
  private final HttpClient client;

  JdkUpload(HttpClient.Version version) {
    client = HttpClient.newBuilder().version(version).build();
  }

  @Override
  public int upload(URI target, byte[] image) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(target).POST(HttpRequest.BodyPublishers.ofByteArray(image)).build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  @Override
  public void close() throws IOException {
    try {
      if (client instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
