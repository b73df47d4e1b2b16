package dev.tcpunit.examples;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes images by HTTP POST on a free port, and answers each with a short response. It closes a
 * connection after the client has closed it, or when itself is closed.
 */
public final class UploadServer implements AutoCloseable {
  private static final int HEADER_LIMIT = 16_384;

  private final ServerSocket listener;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final List<byte[]> images = new CopyOnWriteArrayList<>();

  private UploadServer(ServerSocket listener) {
    this.listener = listener;
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
    UploadServer server = new UploadServer(new ServerSocket(0, 50, address));
    server.run("upload-server", server::accept);
    return server;
  }

  /**
   * Where it listens.
   *
   * @return the port
   */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * Where images go.
   *
   * @return an http URI
   */
  public URI uri() {
    return uriAt(new InetSocketAddress(listener.getInetAddress(), port()));
  }

  /**
   * Where images go for a client that reaches the server by another address.
   *
   * @param address as the client sees the server
   * @return an http URI
   */
  public static URI uriAt(InetSocketAddress address) {
    String host = address.getAddress().getHostAddress();
    return URI.create("http://" + host + ":" + address.getPort() + "/images");
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
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
    List<Thread> running;
    synchronized (threads) {
      running = List.copyOf(threads);
    }
    for (Thread thread : running) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void run(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    synchronized (threads) {
      threads.add(thread);
    }
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        run("upload-connection", () -> serve(connection));
      } catch (IOException e) {
        if (!listener.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      int length = HttpPost.contentLength(head(in));
      byte[] image = in.readNBytes(length);
      if (image.length == length) {
        images.add(image);
        connection.getOutputStream().write(created(images.size()));
        // The client closes first; what it still sends is read away so that closing sends no RST.
        in.transferTo(OutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      // The client aborted, or close() did: the connection is gone, and nobody waits for an answer.
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

  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 || head.size() > HEADER_LIMIT) {
        throw new IOException("request head ended after " + head.size() + " bytes");
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }
}
