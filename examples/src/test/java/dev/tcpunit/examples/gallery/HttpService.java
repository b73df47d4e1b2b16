package dev.tcpunit.examples.gallery;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import java.io.BufferedInputStream;
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
  private final UnaryOperator<String> answer;

  /** Answers 201. */
  public HttpService() {
    this(head -> response(201));
  }

  /** Answers what this makes of the head of a request. */
  public HttpService(UnaryOperator<String> answer) {
    this.answer = answer;
  }

  /** Answers this status, and closes with the answer to this request. */
  public static HttpService closingAfter(int requests, int status) {
    AtomicInteger answered = new AtomicInteger();
    return new HttpService(
        head ->
            answered.incrementAndGet() < requests
                ? response(status)
                : response(status, "Connection: close"));
  }

  /** A response with a short body. */
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
      readBody(head, in);
      String response = answer.apply(head);
      out.write(response.getBytes(StandardCharsets.US_ASCII));
      more = !says(response, "connection: close");
    }
  }

  private static boolean says(String head, String field) {
    return head.toLowerCase(Locale.ROOT).contains("\r\n" + field);
  }

  private static void readBody(String head, InputStream in) throws IOException {
    if (says(head, "transfer-encoding: chunked")) {
      readChunks(in);
    } else if (says(head, "content-length:")) {
      readAll(in, HttpPost.contentLength(head));
    }
  }

  private static void readChunks(InputStream in) throws IOException {
    int size;
    do {
      size = Integer.parseInt(line(in), 16);
      readAll(in, size);
      line(in);
    } while (size > 0);
  }

  private static void readAll(InputStream in, int bytes) throws IOException {
    if (in.readNBytes(bytes).length < bytes) {
      throw new EOFException("connection ended within a request");
    }
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
