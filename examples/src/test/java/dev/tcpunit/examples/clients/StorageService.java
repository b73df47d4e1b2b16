package dev.tcpunit.examples.clients;

import dev.tcpunit.examples.HttpPost;
import dev.tcpunit.examples.Server;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes images over HTTP/1.1, as a plain server, as S3 and as tus does, and keeps connections. */
final class StorageService implements Server.Service {
  private static final int DRAIN_MILLIS = 2_000;

  private static final String LOCATION =
      "<?xml version=\"1.0\"?><LocationConstraint"
          + " xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"/>";
  private static final String INITIATED =
      "<?xml version=\"1.0\"?><InitiateMultipartUploadResult><Bucket>images</Bucket>"
          + "<Key>one.jpg</Key><UploadId>1</UploadId></InitiateMultipartUploadResult>";
  private static final String COMPLETED =
      "<?xml version=\"1.0\"?><CompleteMultipartUploadResult><Location>/images/one.jpg"
          + "</Location><Bucket>images</Bucket><Key>one.jpg</Key><ETag>\"1\"</ETag>"
          + "</CompleteMultipartUploadResult>";

  private static final String REFUSED =
      "<?xml version=\"1.0\"?><Error><Code>EntityTooLarge</Code></Error>";

  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  /** Closes all connections, as servers do to which nothing has come for a while. */
  void closeConnections() throws IOException {
    for (Socket connection : connections) {
      connection.close();
    }
  }

  @Override
  public void serve(Socket connection) throws IOException {
    connections.add(connection);
    connection.setTcpNoDelay(true);
    InputStream in = new BufferedInputStream(connection.getInputStream());
    OutputStream out = connection.getOutputStream();
    while (true) { // until the client closes, which ends the reading
      String head = HttpPost.readHead(in);
      if (isTooLarge(head)) {
        refuse(connection);
        return;
      }
      if (says(head, "expect: 100-continue")) {
        write(out, "HTTP/1.1 100 Continue\r\n\r\n");
      }
      long length = readBody(head, in);
      write(out, answer(head, length));
    }
  }

  /** Refuses at once, and still reads what comes, so that no RST takes the answer away. */
  private static void refuse(Socket connection) throws IOException {
    write(
        connection.getOutputStream(),
        response(
            "413 Content Too Large",
            REFUSED,
            "Connection: close",
            "Content-Type: application/xml"));
    connection.shutdownOutput();
    connection.setSoTimeout(DRAIN_MILLIS);
    connection.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  private static boolean isTooLarge(String head) throws IOException {
    return says(head, "content-length:") && HttpPost.contentLength(head) > UploadServer.LARGE
        || head.matches("(?is).*\r\nUpload-Length: \\d{7,}\r.*");
  }

  private static String answer(String head, long length) {
    String request = head.substring(0, head.indexOf("\r\n"));
    if (request.startsWith("GET")) {
      return response("200 OK", LOCATION);
    }
    if (request.contains("?uploads")) {
      return response("200 OK", INITIATED);
    }
    if (request.startsWith("POST") && request.contains("uploadId=")) {
      return response("200 OK", COMPLETED);
    }
    if (says(head, "x-http-method-override: patch")) {
      return response("204 No Content", "", "Tus-Resumable: 1.0.0", "Upload-Offset: " + length);
    }
    if (says(head, "upload-length:")) {
      return response("201 Created", "", "Tus-Resumable: 1.0.0", "Location: /images/1");
    }
    return request.startsWith("PUT")
        ? response("200 OK", "", "ETag: \"1\"")
        : response("201 Created", "{}\n");
  }

  private static String response(String status, String body, String... fields) {
    String more = fields.length == 0 ? "" : String.join("\r\n", fields) + "\r\n";
    String length = status.startsWith("204") ? "" : "Content-Length: " + body.length() + "\r\n";
    return "HTTP/1.1 " + status + "\r\n" + more + length + "\r\n" + body;
  }

  private static boolean says(String head, String field) {
    return head.toLowerCase(Locale.ROOT).contains("\r\n" + field);
  }

  private static long readBody(String head, InputStream in) throws IOException {
    if (says(head, "transfer-encoding: chunked")) {
      return readChunks(in);
    }
    return says(head, "content-length:") ? readAll(in, HttpPost.contentLength(head)) : 0;
  }

  private static long readChunks(InputStream in) throws IOException {
    long all = 0;
    int size;
    do {
      size = Integer.parseInt(line(in), 16);
      all += readAll(in, size);
      line(in);
    } while (size > 0);
    return all;
  }

  private static int readAll(InputStream in, int bytes) throws IOException {
    if (in.readNBytes(bytes).length < bytes) {
      throw new EOFException("connection ended within a request");
    }
    return bytes;
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

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }
}
