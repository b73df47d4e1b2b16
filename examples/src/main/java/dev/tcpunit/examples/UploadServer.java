package dev.tcpunit.examples;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes images by HTTP POST on a free port, and answers each with a short response. It closes a
 * connection after the client has closed it, or when itself is closed.
 */
public final class UploadServer implements AutoCloseable {
  private final Server server;
  private final List<byte[]> images = new CopyOnWriteArrayList<>();

  private UploadServer(InetAddress address) throws IOException {
    this.server = Server.start(address, this::serve);
  }

  /**
   * Starts a server on the loopback interface.
   *
   * @return the server, ready for connections
   * @throws IOException if no port can be had
   */
  public static UploadServer start() throws IOException {
    return start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
  }

  /**
   * Starts a server.
   *
   * @param address where it listens
   * @return the server, ready for connections
   * @throws IOException if no port can be had
   */
  public static UploadServer start(InetAddress address) throws IOException {
    return new UploadServer(address);
  }

  /**
   * Where it listens.
   *
   * @return the port
   */
  public int port() {
    return server.port();
  }

  /**
   * Where images go.
   *
   * @return an http URI
   */
  public URI uri() {
    return server.uri();
  }

  /**
   * The images that arrived whole.
   *
   * @return in the order of arrival
   */
  public List<byte[]> images() {
    return List.copyOf(images);
  }

  /** Closes the listener and every connection, and waits for the threads to end. */
  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve(Socket connection) throws IOException {
    InputStream in = new BufferedInputStream(connection.getInputStream());
    int length = HttpPost.contentLength(HttpPost.readHead(in));
    byte[] image = in.readNBytes(length);
    if (image.length == length) {
      images.add(image);
      connection.getOutputStream().write(created(images.size()));
      // The client closes first; what it still sends is read away so that closing sends no RST.
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  private static byte[] created(int number) {
    String body = "{\"image\":%d,\"status\":\"stored\"}\n".formatted(number);
    String head =
        """
        HTTP/1.1 201 Created\r
        Content-Type: application/json\r
        Content-Length: %d\r
        Location: /images/%d\r
        \r
        """
            .formatted(body.length(), number);
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }
}
