package dev.tcpunit.examples;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Takes requests over one connection, one after the other, and answers each when it has all of it.
 * An answer that says {@code Connection: close} is the last.
 */
public final class HttpService implements Server.Service {
  private final Answer answer;

  /** Answers 201. */
  public HttpService() {
    this(head -> response(201));
  }

  /**
   * Answers by the head alone.
   *
   * @param answer what is made of the head of a request
   */
  public HttpService(UnaryOperator<String> answer) {
    this((head, body) -> answer.apply(head));
  }

  /**
   * Answers by the whole request.
   *
   * @param answer what is made of it
   */
  public HttpService(Answer answer) {
    this.answer = answer;
  }

  /** What is said to a request. */
  @FunctionalInterface
  public interface Answer {
    /**
     * The response to a request.
     *
     * @param head of the request
     * @param body of the request
     * @return head and body of the response
     */
    String to(String head, byte[] body);
  }

  /**
   * Answers with a status, and closes with the last answer.
   *
   * @param requests after how many it closes
   * @param status of each answer
   * @return the service
   */
  public static HttpService closingAfter(int requests, int status) {
    AtomicInteger answered = new AtomicInteger();
    return new HttpService(
        head ->
            answered.incrementAndGet() < requests
                ? response(status)
                : response(status, "Connection: close"));
  }

  /**
   * A response with a short body.
   *
   * @param status of it
   * @param fields more header fields
   * @return head and body
   */
  public static String response(int status, String... fields) {
    String body = "{\"status\":" + status + "}\n";
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    return "HTTP/1.1 %d Status\r\n%sContent-Length: %d\r\n\r\n%s"
        .formatted(status, more, body.length(), body);
  }

  @Override
  public void serve(Socket connection) throws IOException {
    connection.setTcpNoDelay(true);
    InputStream in = new BufferedInputStream(connection.getInputStream());
    OutputStream out = connection.getOutputStream();
    boolean more = true;
    while (more) {
      String head = HttpPost.readHead(in);
      if (says(head, "expect: 100-continue")) {
        out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      String response = answer.to(head, readBody(head, in));
      out.write(response.getBytes(StandardCharsets.US_ASCII));
      more = !says(response, "connection: close");
    }
  }

  private static boolean says(String head, String field) {
    return head.toLowerCase(Locale.ROOT).contains("\r\n" + field);
  }

  private static byte[] readBody(String head, InputStream in) throws IOException {
    if (says(head, "transfer-encoding: chunked")) {
      return readChunks(in);
    }
    return says(head, "content-length:") ? readAll(in, HttpPost.contentLength(head)) : new byte[0];
  }

  /** RFC 9112 section 7.1, without trailers. */
  private static byte[] readChunks(InputStream in) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(line(in), 16);
      body.write(readAll(in, size));
      line(in);
    } while (size > 0);
    return body.toByteArray();
  }

  private static byte[] readAll(InputStream in, int bytes) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new EOFException("connection ended within a request");
    }
    return read;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("connection ended within a chunk");
      }
      line.append((char) next);
    }
    return line.toString().strip();
  }
}
