package dev.tcpunit.examples.gallery.reuse;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.util.TimeValue;

/**
 * The pool hands out a connection that the server has just closed.
 *
 * <p>"The server failed to respond", now and then, after a pause; a retry helps, but not for a
 * POST.
 *
 * @see <a href="https://github.com/searchbox-io/Jest/issues/189">searchbox-io/Jest#189</a>
 * @see <a href="https://github.com/openjdk/jdk/pull/2649">openjdk/jdk#2649</a>
 */
public final class StalePooledConnection implements UploadBug {
  /** Keeps a connection for one request, and does not say so. */
  @Override
  public Server.Service server() {
    return connection -> {
      InputStream in = connection.getInputStream();
      in.readNBytes(HttpPost.contentLength(HttpPost.readHead(in)));
      byte[] response = HttpService.response(201).getBytes(StandardCharsets.US_ASCII);
      connection.getOutputStream().write(response);
      connection.close();
    };
  }

  /** By default a connection is looked at only if it was not used for two seconds. */
  @Override
  public void broken(Upload upload) throws Exception {
    try {
      postTwice(upload, ConnectionConfig.DEFAULT);
    } catch (NoHttpResponseException e) {
      // What the user is told.
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    postTwice(
        upload,
        ConnectionConfig.custom().setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS).build());
  }

  private void postTwice(Upload upload, ConnectionConfig config) throws Exception {
    try (CloseableHttpClient client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDefaultConnectionConfig(config)
                    .build())
            .build()) {
      post(client, upload);
      upload.await("the end of the server", StalePooledConnection::isClosedByServer);
      post(client, upload);
    }
  }

  /** The server has closed, and the client's kernel has acknowledged it. */
  private static boolean isClosedByServer(Connection connection) {
    return connection.teardown().state() == Teardown.State.HALF_CLOSED;
  }

  private static void post(CloseableHttpClient client, Upload upload) throws IOException {
    ClassicHttpRequest request =
        ClassicRequestBuilder.post(upload.target())
            .setEntity(new ByteArrayEntity(upload.image(2_000), ContentType.IMAGE_JPEG))
            .build();
    client.execute(
        request,
        response -> {
          EntityUtils.consume(response.getEntity());
          return response.getCode();
        });
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.connections().get(0)).hasNoDataAfterPeerFin();
  }

  @Override
  public String cause() {
    return "a pool that gives out a connection which the server has closed";
  }

  @Override
  public Map<String, String> explained() {
    return Map.of(
        "hasCleanFin",
        "HttpClient aborts what it finds stale",
        "hasNoResets",
        "so it sends RST",
        "hasNoResetAfterFin",
        "which follows the FIN of the server",
        "wasNotAborted",
        "that is the abort",
        "hasNoUnacknowledgedTail",
        "nobody acknowledges the FIN");
  }
}
