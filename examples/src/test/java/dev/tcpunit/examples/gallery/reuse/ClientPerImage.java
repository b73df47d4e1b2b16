package dev.tcpunit.examples.gallery.reuse;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;

/**
 * Each image gets a new OkHttpClient, and so a connection of its own.
 *
 * <p>A handshake, with TLS two or three, and a slow start for each image; thousands of sockets in
 * TIME_WAIT, then no free port.
 *
 * @see <a href="https://github.com/specmatic/specmatic/pull/1823">specmatic/specmatic#1823</a>
 * @see <a href="https://github.com/OData/odata.net/issues/1722">OData/odata.net#1722</a>
 */
public final class ClientPerImage implements UploadBug {
  @Override
  public void broken(Upload upload) throws Exception {
    for (int i = 0; i < 3; i++) {
      OkHttpClient client = new OkHttpClient();
      post(client, upload);
      client.connectionPool().evictAll();
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    OkHttpClient client = new OkHttpClient();
    for (int i = 0; i < 3; i++) {
      post(client, upload);
    }
    client.connectionPool().evictAll();
  }

  private static void post(OkHttpClient client, Upload upload) throws IOException {
    Request request =
        new Request.Builder()
            .url(upload.target().toString())
            .post(RequestBody.create(upload.image(2_000), MediaType.get("image/jpeg")))
            .build();
    try (Response response = client.newCall(request).execute()) {
      response.body().bytes();
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.trace()).reusesConnections();
  }

  @Override
  public String cause() {
    return "a client that is made and closed for each request";
  }
}
