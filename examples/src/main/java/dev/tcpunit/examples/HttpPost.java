package dev.tcpunit.examples;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The HTTP/1.1 that all the clients here speak; they differ in what they do to the connection. */
final class HttpPost {
  private HttpPost() {}

  static Socket connect(URI target) throws IOException {
    return new Socket(target.getHost(), target.getPort());
  }

  static void sendHead(Socket socket, URI target, int contentLength) throws IOException {
    socket.getOutputStream().write(head(target, contentLength));
  }

  /** How many bytes a whole request has, its head included. */
  static int requestLength(URI target, int contentLength) {
    return head(target, contentLength).length + contentLength;
  }

  private static byte[] head(URI target, int contentLength) {
    return """
    POST %s HTTP/1.1\r
    Host: %s\r
    Content-Type: image/jpeg\r
    Content-Length: %d\r
    \r
    """
        .formatted(target.getPath(), target.getAuthority(), contentLength)
        .getBytes(StandardCharsets.US_ASCII);
  }

  static void sendBody(Socket socket, byte[] image, int length) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(image, 0, length);
    out.flush();
  }

  /** Reads the status line, the headers and the body that Content-Length announces. */
  static int readResponse(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("connection ended within the response's head: " + head);
      }
      head.append((char) next);
    }
    int length = contentLength(head.toString());
    if (in.readNBytes(length).length < length) {
      throw new IOException("connection ended within the response's body");
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  /** What the head announces, in whatever case its names are written. */
  static int contentLength(String head) throws IOException {
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
      if (line.startsWith("content-length:")) {
        return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    throw new IOException("there is no Content-Length");
  }
}
