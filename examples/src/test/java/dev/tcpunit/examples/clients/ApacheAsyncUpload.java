package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.async.methods.SimpleRequestBuilder;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.core5.http.ContentType;

/** The client without a thread for each connection. */
final class ApacheAsyncUpload implements UploadClient {
  private final CloseableHttpAsyncClient client = HttpAsyncClients.createDefault();

  ApacheAsyncUpload() {
    client.start();
  }

  @Override
  public int upload(URI target, byte[] image) throws Exception {
    return client
        .execute(
            SimpleRequestBuilder.post(target).setBody(image, ContentType.IMAGE_JPEG).build(), null)
        .get()
        .getCode();
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
