package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.client.BytesRequestContent;
import org.eclipse.jetty.client.HttpClient;

/** The client of Jetty. */
final class JettyUpload implements UploadClient {
  private final HttpClient client = new HttpClient();

  JettyUpload() throws Exception {
    client.start();
  }

  @Override
  public int upload(URI target, byte[] image) throws Exception {
    return client
        .POST(target)
        .body(new BytesRequestContent("image/jpeg", image))
        .send()
        .getStatus();
  }

  @Override
  public void close() throws IOException {
    try {
      client.stop();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
