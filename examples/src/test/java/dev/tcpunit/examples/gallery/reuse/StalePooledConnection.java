package dev.tcpunit.examples.gallery.reuse;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  private static final List<Path> SOCKETS =
      List.of(Path.of("/proc/thread-self/net/tcp"), Path.of("/proc/thread-self/net/tcp6"));

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
      awaitFin(upload.target().getPort());
      post(client, upload);
    }
  }

  /** The client's kernel has it when its socket is in CLOSE_WAIT, which is state 8 of Linux. */
  private static void awaitFin(int serverPort) throws Exception {
    String waiting = ":%04X 08 ".formatted(serverPort);
    while (!sockets().contains(waiting)) {
      Thread.sleep(1);
    }
  }

  private static String sockets() throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : SOCKETS) {
      all.append(Files.exists(file) ? Files.readString(file) : "");
    }
    return all.toString();
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
