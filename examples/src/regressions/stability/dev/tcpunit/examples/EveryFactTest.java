package dev.tcpunit.examples;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Faults.drop;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.Packets.serverData;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.baseline.BaselineFiles;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Uploads that show every fact that a baseline has, over loopback and over a link, by clients that
 * do the same with every JDK. {@link FactCounts} keeps count of the facts where they are repeated.
 */
@CaptureTcp
class EveryFactTest {
  private static final InetAddress IPV4 = address(127, 0, 0, 1);
  private static final InetAddress IPV6 = address(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

  private static final byte[] IMAGE = new byte[200_000];
  private static final byte[] THUMBNAIL = new byte[2_000];
  private static final byte[] HUGE = new byte[8_000_000];
  private static final String LONG_ANSWER =
      "HTTP/1.1 201 Created\r\nContent-Length: 30000\r\n\r\n" + " ".repeat(30_000);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static InetAddress address(int... bytes) {
    byte[] address = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      address[i] = (byte) bytes[i];
    }
    try {
      return InetAddress.getByAddress(address);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void count(TcpCapture capture) {
    BaselineFiles.of(capture.trace())
        .ifPresent(files -> files.results().forEach(FactCounts::add));
  }

  @Test
  void images_over_one_connection(TcpCapture capture) throws Exception {
    try (Server server = Server.start(IPV4, HttpService.closingAfter(3, 201))) {
      int status = post(server.uri(), IMAGE, false);
      post(server.uri(), THUMBNAIL, false);
      post(server.uri(), IMAGE, false);

      assertThat(capture.trace()).matchesBaseline("images", "status " + status);
    }
  }

  @Test
  void image_that_waits_for_continue(TcpCapture capture) throws Exception {
    try (Server server = Server.start(IPV6, HttpService.closingAfter(1, 201))) {
      int status = post(server.uri(), IMAGE, true);

      assertThat(capture.trace()).matchesBaseline("continue", "status " + status);
    }
  }

  @Test
  void connections_opened_together(TcpCapture capture) throws Exception {
    try (Server one = Server.start(IPV4, new HttpService());
        Server other = Server.start(IPV4, new HttpService())) {
      try (Socket first = HttpPost.connect(one.uri());
          Socket second = HttpPost.connect(other.uri());
          Socket third = HttpPost.connect(one.uri())) {
        upload(first, one.uri(), IMAGE);
        upload(second, other.uri(), THUMBNAIL);
        upload(third, one.uri(), THUMBNAIL);
      }

      assertThat(capture.trace()).matchesBaseline("together");
    }
  }

  @Test
  void refused_at_first(TcpCapture capture) throws Exception {
    int unused;
    try (ServerSocket listener = new ServerSocket(0, 1, IPV4)) {
      unused = listener.getLocalPort();
    }
    assertThatThrownBy(() -> new Socket(IPV4, unused).close()).isInstanceOf(ConnectException.class);
    try (UploadServer server = UploadServer.start()) {
      new ImageUploader(server.uri()).upload(IMAGE);

      assertThat(capture.trace()).matchesBaseline("refused");
    }
  }

  /** The server has answered before it reads the body, and does not read it. */
  @Test
  void body_sent_in_vain(TcpCapture capture) throws Exception {
    byte[] refusal = HttpService.response(413).getBytes(StandardCharsets.US_ASCII);
    Server.Service refusing =
        connection -> {
          HttpPost.readHead(connection.getInputStream());
          connection.getOutputStream().write(refusal);
        };
    try (Server server = Server.start(IPV4, refusing)) {
      try (Socket client = HttpPost.connect(server.uri())) {
        HttpPost.sendHead(client, server.uri(), HUGE.length);
        assertThatThrownBy(() -> client.getOutputStream().write(HUGE))
            .isInstanceOf(IOException.class);
      }

      assertThat(capture.trace()).matchesBaseline("in-vain");
    }
  }

  @Test
  void small_writes(TcpCapture capture) throws Exception {
    try (Server server = Server.start(IPV4, new HttpService())) {
      smallWrites(server.uri());

      assertThat(capture.trace()).matchesBaseline("small-writes");
    }
  }

  @Test
  void aborted(TcpCapture capture) throws Exception {
    try (Server server = Server.start(IPV4, new HttpService())) {
      try (Socket client = HttpPost.connect(server.uri())) {
        upload(client, server.uri(), IMAGE);
        client.setSoLinger(true, 0);
      }

      assertThat(capture.trace()).matchesBaseline("aborted");
    }
  }

  /** The client closes when it has its answer, the server when it has given it. */
  @Test
  void closed_by_both(TcpCapture capture) throws Exception {
    try (Server server = Server.start(IPV4, HttpService.closingAfter(1, 201))) {
      try (Socket client = HttpPost.connect(server.uri())) {
        upload(client, server.uri(), IMAGE);
      }

      assertThat(capture.trace()).matchesBaseline("closed-by-both");
    }
  }

  @Test
  void left_open(TcpCapture capture) throws Exception {
    try (Server server = Server.start(IPV4, new HttpService());
        Socket client = HttpPost.connect(server.uri())) {
      upload(client, server.uri(), THUMBNAIL);

      assertThat(capture.trace()).matchesBaseline("left-open");
    }
  }

  @Test
  @ImpairedLink(delay = "5ms")
  void images_over_a_link(TcpCapture capture, Link link) throws Exception {
    try (Server server = Server.start(link.serverAddress(), HttpService.closingAfter(2, 201))) {
      URI target = Server.uriAt(link.towards(server.port()));
      int status = post(target, IMAGE, false);
      post(target, THUMBNAIL, false);

      assertThat(capture.trace()).matchesBaseline("link-images", "status " + status);
    }
  }

  @Test
  @ImpairedLink(delay = "5ms")
  void segments_lost_on_a_link(TcpCapture capture, Link link) throws Exception {
    link.apply(drop(clientData().number(5)));
    link.apply(drop(serverData().number(3)));
    try (Server server = Server.start(link.serverAddress(), new HttpService(head -> LONG_ANSWER))) {
      URI target = Server.uriAt(link.towards(server.port()));
      try (Socket client = HttpPost.connect(target)) {
        upload(client, target, IMAGE);
      }

      assertThat(capture.trace()).matchesBaseline("link-loss");
    }
  }

  @Test
  @ImpairedLink(delay = "5ms")
  void small_writes_over_a_link(TcpCapture capture, Link link) throws Exception {
    try (Server server = Server.start(link.serverAddress(), new HttpService())) {
      smallWrites(Server.uriAt(link.towards(server.port())));

      assertThat(capture.trace()).matchesBaseline("link-small-writes");
    }
  }

  private static int post(URI target, byte[] image, boolean waits) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(target)
            .expectContinue(waits)
            .POST(HttpRequest.BodyPublishers.ofByteArray(image))
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static void upload(Socket client, URI target, byte[] image) throws IOException {
    client.getOutputStream().write(HttpPost.request(target, image));
    HttpPost.readResponse(client);
  }

  /** Three requests in two writes each, the second of which Nagle's algorithm may hold back. */
  private static void smallWrites(URI target) throws IOException {
    try (Socket client = HttpPost.connect(target)) {
      OutputStream out = client.getOutputStream();
      for (int i = 0; i < 3; i++) {
        out.write(HttpPost.head(target, 10));
        out.write(new byte[10]);
        HttpPost.readResponse(client);
      }
    }
  }
}
