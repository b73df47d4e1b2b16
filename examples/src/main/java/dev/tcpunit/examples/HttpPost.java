package dev.tcpunit.examples;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The HTTP/1.1 that all the clients here speak; they differ in what they do to the connection. */
public final class HttpPost {
  private static final int HEADER_LIMIT = 16_384;

  private HttpPost() {}

  /**
   * Connects to a server.
   *
   * @param target where the image goes
   * @return a socket with the defaults of the system
   * @throws IOException if the server cannot be reached
   */
  public static Socket connect(URI target) throws IOException {
    return new Socket(target.getHost(), target.getPort());
  }

  /**
   * Sends all that comes before the image.
   *
   * @param socket to the server
   * @param target where the image goes
   * @param contentLength how many bytes the image has
   * @throws IOException if the connection is gone
   */
  public static void sendHead(Socket socket, URI target, int contentLength) throws IOException {
    socket.getOutputStream().write(head(target, contentLength));
  }

  /**
   * How many bytes a whole request has, its head included.
   *
   * @param target where the image goes
   * @param contentLength how many bytes the image has
   * @return bytes
   */
  public static int requestLength(URI target, int contentLength) {
    return head(target, contentLength).length + contentLength;
  }

  /**
   * All that comes before the image.
   *
   * @param target where the image goes
   * @param contentLength how many bytes the image has
   * @param fields more header fields, such as {@code Expect: 100-continue}
   * @return the bytes of request line and header
   */
  public static byte[] head(URI target, int contentLength, String... fields) {
    StringBuilder head =
        new StringBuilder("POST " + target.getPath() + " HTTP/1.1\r\n")
            .append("Host: " + target.getAuthority() + "\r\n")
            .append("Content-Type: image/jpeg\r\n")
            .append("Content-Length: " + contentLength + "\r\n");
    for (String field : fields) {
      head.append(field + "\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * A whole request in one piece.
   *
   * @param target where the image goes
   * @param image its bytes
   * @param fields more header fields
   * @return head and image
   */
  public static byte[] request(URI target, byte[] image, String... fields) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(head(target, image.length, fields));
    request.writeBytes(image);
    return request.toByteArray();
  }

  /**
   * Sends the first bytes of an image.
   *
   * @param socket to the server
   * @param image its bytes
   * @param length how many of them
   * @throws IOException if the connection is gone
   */
  public static void sendBody(Socket socket, byte[] image, int length) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(image, 0, length);
    out.flush();
  }

  /**
   * Reads the status line, the headers and the body that Content-Length announces.
   *
   * @param socket to the server
   * @return the status
   * @throws IOException if the connection ends before the response
   */
  public static int readResponse(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    String head = readHead(in);
    int length = contentLength(head);
    if (in.readNBytes(length).length < length) {
      throw new IOException("connection ended within the response's body");
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  /**
   * Reads the head of a request or a response, and not a byte more.
   *
   * @param in from the peer
   * @return up to the empty line, that included
   * @throws IOException if the connection ends before, or the head does not
   */
  public static String readHead(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 || head.length() > HEADER_LIMIT) {
        throw new IOException("head ended after " + head.length() + " characters: " + head);
      }
      head.append((char) next);
    }
    return head.toString();
  }

  /**
   * What a head announces, in whatever case its names are written.
   *
   * @param head of a request or a response
   * @return how many bytes the body has
   * @throws IOException if it does not say
   */
  public static int contentLength(String head) throws IOException {
    for (String line : head.toLowerCase(Locale.ROOT).split("\r\n")) {
      if (line.startsWith("content-length:")) {
        return Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
      }
    }
    throw new IOException("there is no Content-Length");
  }
}
