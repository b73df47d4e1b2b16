package dev.tcpunit.examples.gallery;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static dev.tcpunit.lab.Packets.clientData;
import static dev.tcpunit.lab.PathFaults.natForgets;
import static dev.tcpunit.lab.PathFaults.unplug;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.examples.HttpService;
import dev.tcpunit.examples.Server;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.ImpairedLink;
import dev.tcpunit.junit.Payload;
import dev.tcpunit.junit.TcpCapture;
import dev.tcpunit.lab.Link;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Role;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The recipes that no client of the gallery runs. */
@CaptureTcp(payload = Payload.FULL)
@Timeout(30)
class RecipesTest {
  private static final byte[] TLS_HANDSHAKE_FAILURE = {21, 3, 3, 0, 2, 2, 40};

  /** Longer than an exchange takes on a machine under load. */
  private static final Duration IDLE = Duration.ofMillis(400);

  private static final int LONGER_THAN_IDLE_MILLIS = 500;
  private static final int READ_TIMEOUT_MILLIS = 300;

  private static void closesFirst(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).wasClosedFirstBy(Role.CLIENT);
  }

  @Test
  void client_closes_first(TcpCapture capture) throws Exception {
    try (Server server = start(new HttpService())) {
      post(capture, server);
      closesFirst(capture, server);
    }
  }

  @Test
  void server_closes_first(TcpCapture capture) throws Exception {
    try (Server server = start(HttpService.closingAfter(1, 201));
        Upload upload = new Upload(server.uri(), capture);
        Socket socket = upload.connect()) {
      upload.post(socket, upload.image(20_000));
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
      assertThatThrownBy(() -> closesFirst(capture, server))
          .hasMessageContaining("the server closed first");
    }
  }

  private static void endsByFin(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).wasNotAborted();
  }

  @Test
  void server_closes_behind_its_alert(TcpCapture capture) throws Exception {
    try (Server server = start(connection -> refuseTls(connection, false))) {
      post(capture, server);
      endsByFin(capture, server);
    }
  }

  @Test
  void server_resets_behind_its_alert(TcpCapture capture) throws Exception {
    try (Server server = start(connection -> refuseTls(connection, true))) {
      post(capture, server);
      assertThatThrownBy(() -> endsByFin(capture, server))
          .hasMessageContaining("the server aborted");
    }
  }

  /** To a client that does not speak TLS. */
  private static void refuseTls(Socket connection, boolean reset) throws IOException {
    connection.getInputStream().readNBytes(TLS_HANDSHAKE_FAILURE.length);
    connection.getOutputStream().write(TLS_HANDSHAKE_FAILURE);
    connection.setSoLinger(reset, 0);
    if (!reset) {
      connection.shutdownOutput();
      connection.getInputStream().transferTo(OutputStream.nullOutputStream());
    }
  }

  private static void post(TcpCapture capture, Server server) throws IOException {
    try (Upload upload = new Upload(server.uri(), capture);
        Socket socket = upload.connect()) {
      upload.post(socket, upload.image(20_000));
    } catch (IOException e) {
      // No HTTP came: what a client tells its user is the same however the connection ended.
    }
  }

  private static void behavesAsAccepted(TcpCapture capture) {
    assertThat(capture.trace()).matchesBaseline("image-upload");
  }

  @Test
  void client_behaves_as_accepted(TcpCapture capture) throws Exception {
    try (Server server = start(new HttpService())) {
      post(capture, server);
      behavesAsAccepted(capture);
    }
  }

  @Test
  void client_behaves_otherwise_since_an_update(TcpCapture capture) throws Exception {
    try (Server server = start(new HttpService())) {
      post(capture, server);
      post(capture, server);
      assertThatThrownBy(() -> behavesAsAccepted(capture))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("differs:  connections: 1 -> 2");
    }
  }

  private static void givesUp(TcpCapture capture, Server server) {
    assertThat(capture.connectionTo(server.port())).givesUpWithin(Duration.ofSeconds(2));
  }

  @Test
  @ImpairedLink(delay = "2ms")
  void client_gives_up_a_peer_that_is_gone(Link link, TcpCapture capture) throws Exception {
    link.apply(unplug(clientData().carrying(10_000), Duration.ofMinutes(1)));
    try (Server server = Server.start(link.serverAddress(), new HttpService());
        Upload upload = new Upload(target(link, server), capture)) {
      Socket socket = upload.connect();
      assertThat(upload.post(socket, upload.image(2_000))).isEqualTo(201);
      // Else it may be lost with what is sent next, and the server goes on sending.
      upload.await("the ACK of the answer", RecipesTest::isAnswerAcknowledged);
      postInVain(upload, socket);
      givesUp(capture, server);
    }
  }

  private static boolean isAnswerAcknowledged(Connection connection) {
    Flow answer = connection.atServer().serverToClient();
    return answer.bytes() > 0 && answer.acknowledgedBytes() == answer.bytes();
  }

  private static void retries(TcpCapture capture) {
    assertThat(capture.trace()).retriesOnNewConnection();
  }

  @Test
  @ImpairedLink(delay = "2ms")
  void client_retries_what_a_nat_has_forgotten(Link link, TcpCapture capture) throws Exception {
    try (Server server = Server.start(link.serverAddress(), new HttpService());
        Upload upload = new Upload(target(link, server), capture)) {
      Socket pooled = upload.connect();
      assertThat(upload.post(pooled, upload.image(2_000))).isEqualTo(201);
      link.apply(natForgets(IDLE)); // not before: a first exchange may take that long itself
      stayIdle(pooled);
      postInVain(upload, pooled);
      try (Socket fresh = upload.connect()) {
        assertThat(upload.post(fresh, upload.image(2_000))).isEqualTo(201);
      }
      retries(capture);
    }
  }

  /** Aborts when its read time-out is over: a FIN would wait behind the data. */
  private static void postInVain(Upload upload, Socket socket) throws IOException {
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.setSoLinger(true, 0);
    try (socket) {
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> upload.post(socket, upload.image(20_000)));
    }
  }

  private static void stayIdle(Socket socket) throws IOException {
    socket.setSoTimeout(LONGER_THAN_IDLE_MILLIS);
    assertThatExceptionOfType(SocketTimeoutException.class)
        .isThrownBy(() -> socket.getInputStream().read());
  }

  private static URI target(Link link, Server server) {
    return Server.uriAt(link.towards(server.port()));
  }

  private static Server start(Server.Service service) throws IOException {
    return Server.start(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), service);
  }
}
