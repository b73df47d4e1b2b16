package dev.tcpunit.examples;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes objects by PUT, and tells where a bucket lies; keeps its connections open. */
final class ObjectServer implements AutoCloseable {
  private static final String LOCATION =
      "<?xml version=\"1.0\"?><LocationConstraint xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>";

  private final ServerSocket listener;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  private ObjectServer(ServerSocket listener) {
    this.listener = listener;
  }

  static ObjectServer start() throws IOException {
    ObjectServer server =
        new ObjectServer(
            new ServerSocket(0, 50, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})));
    run(server::accept);
    return server;
  }

  int port() {
    return listener.getLocalPort();
  }

  private static void run(Runnable work) {
    Thread thread = new Thread(work, "object-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = listener.accept();
        connections.add(connection);
        run(() -> serve(connection));
      }
    } catch (IOException closed) {
      // By close().
    }
  }

  private static void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        boolean asks = head.startsWith("GET");
        if (!asks) {
          in.readNBytes(HttpPost.contentLength(head));
        }
        connection.getOutputStream().write(answer(asks ? LOCATION : ""));
      }
    } catch (IOException e) {
      // The client is gone, and nobody waits for an answer.
    }
  }

  private static byte[] answer(String body) {
    return """
        HTTP/1.1 200 OK\r
        ETag: "d41d8cd98f00b204e9800998ecf8427e"\r
        Content-Length: %d\r
        \r
        %s"""
        .formatted(body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Empty at the end of the connection. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
