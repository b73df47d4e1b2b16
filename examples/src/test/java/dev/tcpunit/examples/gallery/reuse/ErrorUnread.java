package dev.tcpunit.examples.gallery.reuse;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;

/**
 * The body of an error is not read, so that the connection cannot be used again.
 *
 * <p>As soon as the server answers 4xx or 5xx each upload opens a connection, which is when the
 * server needs that least.
 *
 * @see <a href="https://github.com/apolloconfig/apollo/pull/845">apolloconfig/apollo#845</a>
 * @see <a href="https://github.com/jupnp/jupnp/pull/72">jupnp/jupnp#72</a>
 */
public final class ErrorUnread implements UploadBug {
  @Override
  public Server.Service server() {
    return HttpService.closingAfter(3, 409);
  }

  @Override
  public void broken(Upload upload) throws Exception {
    for (int i = 0; i < 3; i++) {
      post(upload);
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    for (int i = 0; i < 3; i++) {
      post(upload).getErrorStream().readAllBytes();
    }
  }

  private static HttpURLConnection post(Upload upload) throws IOException {
    byte[] image = upload.image(2_000);
    HttpURLConnection connection = (HttpURLConnection) upload.target().toURL().openConnection();
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(image.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(image);
    }
    connection.getResponseCode();
    return connection;
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.trace()).reusesConnections();
  }

  @Override
  public String cause() {
    return "the body of an error that is not read";
  }
}
