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
 * {@code disconnect()} after each upload closes a connection that could be kept.
 *
 * <p>A handshake for each image, though the server would keep the connection.
 *
 * @see <a href="https://github.com/mmazi/rescu/issues/5">mmazi/rescu#5</a>
 * @see <a href="https://github.com/stripe/stripe-java/pull/971">stripe/stripe-java#971</a>
 */
public final class DisconnectEach implements UploadBug {
  @Override
  public Server.Service server() {
    return HttpService.closingAfter(3, 201);
  }

  @Override
  public void broken(Upload upload) throws Exception {
    for (int i = 0; i < 3; i++) {
      post(upload).disconnect();
    }
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    for (int i = 0; i < 3; i++) {
      post(upload).getInputStream().readAllBytes();
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
    return "a disconnect() after each answer";
  }
}
