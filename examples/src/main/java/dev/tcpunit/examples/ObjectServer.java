package dev.tcpunit.examples;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Takes objects by PUT or POST, whatever way they come, and tells where a bucket lies; keeps its
 * connections open.
 */
final class ObjectServer implements AutoCloseable {
  private static final String LOCATION =
      "<?xml version=\"1.0\"?><LocationConstraint"
          + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>";

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

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
        String request = head.toLowerCase(Locale.ROOT);
        if (request.contains("expect: 100-continue")) {
          connection.getOutputStream().write(CONTINUE);
        }
        byte[] object =
            request.contains("transfer-encoding: chunked")
                ? chunks(in)
                : in.readNBytes(asks ? 0 : HttpPost.contentLength(head));
        connection.getOutputStream().write(answer(object, asks ? LOCATION : ""));
      }
    } catch (IOException e) {
      // The client is gone, and nobody waits for an answer.
    }
  }

  /** RFC 9112 section 7.1, without trailers. */
  private static byte[] chunks(InputStream in) throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(upTo("\r\n", in).strip(), 16);
      object.write(in.readNBytes(size));
      upTo("\r\n", in);
    } while (size > 0);
    return object.toByteArray();
  }

  private static byte[] answer(byte[] object, String body) {
    return """
    HTTP/1.1 200 OK\r
    ETag: "%s"\r
    Content-Length: %d\r
    \r
    %s\
    """
        .formatted(md5(object), body.length(), body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Clients compare it with that of what they have sent. */
  private static String md5(byte[] object) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(object));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String head(InputStream in) throws IOException {
    return upTo("\r\n\r\n", in);
  }

  /** Empty at the end of the connection. */
  private static String upTo(String end, InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    while (!text.toString(StandardCharsets.US_ASCII).endsWith(end)) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      text.write(next);
    }
    return text.toString(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket connection : connections) {
      connection.close();
    }
  }
}
