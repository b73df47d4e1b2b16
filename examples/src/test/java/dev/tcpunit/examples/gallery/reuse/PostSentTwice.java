package dev.tcpunit.examples.gallery.reuse;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import dev.tcpunit.examples.gallery.Upload;
import dev.tcpunit.examples.gallery.UploadBug;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;

/**
 * HttpURLConnection sends a POST again where no answer came.
 *
 * <p>Images that are stored twice, orders that are placed twice, and no trace of it in the log of
 * the client.
 *
 * @see <a href="https://github.com/lysine-dev/okhttp/issues/2394">lysine-dev/okhttp#2394</a>
 * @see <a
 *     href="https://github.com/android-async-http/android-async-http/issues/1282">android-async-http/android-async-http#1282</a>
 */
public final class PostSentTwice implements UploadBug {
  /** Stores the image, and its answer is lost: at the first time. */
  @Override
  public Server.Service server() {
    return connection -> {
      InputStream in = connection.getInputStream();
      in.readNBytes(HttpPost.contentLength(HttpPost.readHead(in)));
    };
  }

  @Override
  public void broken(Upload upload) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) upload.target().toURL().openConnection();
    connection.setDoOutput(true);
    send(upload, connection);
  }

  @Override
  public void fixed(Upload upload) throws Exception {
    HttpURLConnection connection = (HttpURLConnection) upload.target().toURL().openConnection();
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(2_000);
    send(upload, connection);
  }

  private static void send(Upload upload, HttpURLConnection connection) {
    try (OutputStream out = connection.getOutputStream()) {
      out.write(upload.image(2_000));
      connection.getResponseCode();
    } catch (IOException e) {
      // What the user is told.
    }
  }

  @Override
  public void check(TcpCapture capture, Server server) {
    assertThat(capture.trace()).hasSingleConnection();
  }

  @Override
  public String cause() {
    return "sends a request again by itself";
  }
}
