package dev.tcpunit.examples.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;

/** Keeps idle connections in a pool of the whole JVM, which nobody can close. */
final class UrlConnectionUpload implements UploadClient {
  @Override
  public int upload(URI target, byte[] image) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(image.length);
    try (OutputStream out = connection.getOutputStream()) {
      out.write(image);
    }
    int status = connection.getResponseCode();
    try (InputStream in =
        status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      if (in != null) {
        in.readAllBytes();
      }
    }
    return status;
  }
}
