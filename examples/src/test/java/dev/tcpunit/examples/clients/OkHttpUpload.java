package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.net.URI;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/** Is closed by evicting all from its pool. */
final class OkHttpUpload implements UploadClient {
  private final OkHttpClient client = new OkHttpClient();

  @Override
  public int upload(URI target, byte[] image) throws IOException {
    Request request =
        new Request.Builder().url(target.toString()).post(RequestBody.create(image)).build();
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
      return response.code();
    }
  }

  @Override
  public void close() {
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }
}
