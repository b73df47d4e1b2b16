package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

/** The classic client. */
final class ApacheUpload implements UploadClient {
  private final CloseableHttpClient client = HttpClients.createDefault();

  @Override
  public int upload(URI target, byte[] image) throws IOException {
    HttpPost request = new HttpPost(target);
    request.setEntity(new ByteArrayEntity(image, ContentType.IMAGE_JPEG));
    return client.execute(
        request,
        response -> {
          EntityUtils.consume(response.getEntity());
          return response.getCode();
        });
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
