package dev.tcpunit.examples;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;

/** Uploads an image as it should be done: sends all, reads the whole response, closes. */
public final class ImageUploader {
  private final URI target;

  /**
   * Makes an uploader.
   *
   * @param target where images go
   */
  public ImageUploader(URI target) {
    this.target = target;
  }

  /**
   * Uploads one image over a connection of its own.
   *
   * @param image its bytes
   * @throws IOException if the server does not answer 201
   */
  public void upload(byte[] image) throws IOException {
    try (Socket socket = HttpPost.connect(target)) {
      HttpPost.sendHead(socket, target, image.length);
      HttpPost.sendBody(socket, image, image.length);
      int status = HttpPost.readResponse(socket);
      if (status != 201) {
        throw new IOException("upload was answered " + status);
      }
    }
  }
}
