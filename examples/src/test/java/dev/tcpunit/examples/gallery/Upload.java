package dev.tcpunit.examples.gallery;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.TestImages;
import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client is given, and what it forgets to close: that stays open until the test has looked.
 */
public final class Upload implements Closeable {
  private final URI target;
  private final List<Closeable> forgotten = new ArrayList<>();

  Upload(URI target) {
    this.target = target;
  }

  /** Where images go. */
  public URI target() {
    return target;
  }

  /** An image of this many bytes. */
  public byte[] image(int size) {
    return TestImages.jpeg(size);
  }

  /** A socket to the server. */
  public Socket connect() throws IOException {
    return HttpPost.connect(target);
  }

  /** Sends a request in one piece, and reads the answer to its end. */
  public int post(Socket socket, byte[] image, String... fields) throws IOException {
    socket.getOutputStream().write(HttpPost.request(target, image, fields));
    return HttpPost.readResponse(socket);
  }

  /** Keeps what the client does not close. */
  public <T extends Closeable> T forget(T resource) {
    forgotten.add(resource);
    return resource;
  }

  @Override
  public void close() throws IOException {
    for (Closeable resource : forgotten) {
      resource.close();
    }
  }
}
