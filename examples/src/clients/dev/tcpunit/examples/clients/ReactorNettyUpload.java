package dev.tcpunit.examples.clients;

import io.netty.buffer.Unpooled;
import java.net.URI;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** With a pool of its own, which can be closed; the common one lives as long as the JVM. */
final class ReactorNettyUpload implements UploadClient {
  private final ConnectionProvider pool = ConnectionProvider.create("images");
  private final HttpClient client = HttpClient.create(pool);

  @Override
  public int upload(URI target, byte[] image) {
    return client
        .post()
        .uri(target)
        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(image)))
        .responseSingle((response, body) -> body.then(Mono.just(response.status().code())))
        .block();
  }

  @Override
  public void close() {
    pool.disposeLater().block();
  }
}
