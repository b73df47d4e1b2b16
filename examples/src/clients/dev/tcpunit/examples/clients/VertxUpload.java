package dev.tcpunit.examples.clients;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/** The client of the Vert.x core. */
final class VertxUpload implements UploadClient {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();

  @Override
  public int upload(URI target, byte[] image) {
    RequestOptions options =
        new RequestOptions().setMethod(HttpMethod.POST).setAbsoluteURI(target.toString());
    return client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(image)))
        .compose(response -> response.body().map(body -> response.statusCode()))
        .await();
  }

  @Override
  public void close() {
    client.close().await();
    vertx.close().await();
  }
}
