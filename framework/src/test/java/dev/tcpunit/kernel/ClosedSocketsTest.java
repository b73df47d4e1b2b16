package dev.tcpunit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.net.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedSocketsTest {
  private static final long LONG = Duration.ofSeconds(10).toNanos();

  private ServerSocket listener;
  private Socket client;
  private Socket server;

  @BeforeEach
  void be_on_linux() {
    Requires.sandbox();
  }

  private void connect(String address) throws IOException {
    listener = new ServerSocket(0, 1, InetAddress.getByName(address));
    client = new Socket(listener.getInetAddress(), listener.getLocalPort());
    server = listener.accept();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void should_tell_what_both_ends_sent_and_received(String address) throws Exception {
    connect(address);
    Endpoint clientEnd = Endpoint.of((InetSocketAddress) client.getLocalSocketAddress());
    Endpoint serverEnd = Endpoint.of((InetSocketAddress) client.getRemoteSocketAddress());
    try (ClosedSockets closed = ClosedSockets.watch()) {
      // GIVEN
      client.getOutputStream().write(new byte[1000]);
      client.shutdownOutput();
      server.getInputStream().readAllBytes();
      server.getOutputStream().write(new byte[10]);
      server.close();
      client.getInputStream().readAllBytes();
      client.close();
      listener.close();
      // WHEN
      List<ClosedSocket> ends = closed.await(2, LONG, socket -> isOne(socket, clientEnd));
      // THEN data, FIN, and of the client the SYN too
      assertThat(ends)
          .extracting(ClosedSocket::local)
          .containsExactlyInAnyOrder(clientEnd, serverEnd);
      ClosedSocket sender = ends.get(ends.get(0).local().equals(clientEnd) ? 0 : 1);
      ClosedSocket receiver = ends.get(ends.get(0).local().equals(clientEnd) ? 1 : 0);
      assertThat(sender.info().bytesSent()).hasValue(1000);
      assertThat(sender.info().bytesAcked()).hasValue(1002);
      assertThat(sender.info().bytesReceived()).hasValue(11);
      assertThat(receiver.info().bytesSent()).hasValue(10);
      assertThat(receiver.info().bytesAcked()).hasValue(11);
      assertThat(receiver.info().bytesReceived()).hasValue(1001);
      assertThat(sender.info().totalRetrans()).isZero();
      assertThat(sender.info().bytesRetrans()).hasValue(0);
      assertThat(sender.info().dataSegsOut()).hasValue(1);
      assertThat(sender.info().dsackDups()).hasValue(0);
      assertThat(sender.info().rttNanos()).isPositive();
      assertThat(sender.info().minRttNanos().orElseThrow()).isPositive();
      assertThat(closed.isComplete()).isTrue();
    }
  }

  @Test
  void should_tell_what_was_unread() throws Exception {
    connect("127.0.0.1");
    Endpoint clientEnd = Endpoint.of((InetSocketAddress) client.getLocalSocketAddress());
    try (ClosedSockets closed = ClosedSockets.watch()) {
      client.getOutputStream().write(new byte[100]);
      server.getInputStream().readNBytes(40);
      server.close();
      client.close();
      listener.close();

      assertThat(closed.await(1, LONG, socket -> socket.remote().equals(clientEnd)))
          .singleElement()
          .matches(socket -> socket.unread() == 60 && !socket.isDisconnected());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void should_tell_of_a_socket_that_was_aborted_by_SO_LINGER_0(String address) throws Exception {
    connect(address);
    int port = client.getLocalPort();
    try (ClosedSockets closed = ClosedSockets.watch()) {
      client.setSoLinger(true, 0);
      client.close();
      server.close();
      listener.close();

      assertThat(closed.await(1, LONG, socket -> socket.local().port() == port))
          .singleElement()
          .matches(ClosedSocket::isDisconnected);
    }
  }

  @Test
  void should_wait_no_longer_than_allowed_for_a_socket_that_stays_open() throws Exception {
    connect("127.0.0.1");
    try (ClosedSockets closed = ClosedSockets.watch();
        Socket open = client;
        Socket peer = server;
        ServerSocket listening = listener) {
      assertThat(closed.await(1, 1, socket -> true)).isEmpty();
      assertThat(List.of(open.isClosed(), peer.isClosed(), listening.isClosed()))
          .containsOnly(false);
    }
  }

  @Test
  void should_tell_each_watch_what_was_closed_while_it_watched() throws Exception {
    try (ClosedSockets whole = ClosedSockets.watch()) {
      List<ClosedSocket> seenByFirst;
      int earlier;
      try (ClosedSockets first = ClosedSockets.watch()) {
        earlier = closeBoth(whole);
        seenByFirst = first.await(3, LONG, socket -> isOf(socket, earlier));
      }
      try (ClosedSockets second = ClosedSockets.watch()) {
        int later = closeBoth(whole);

        assertThat(seenByFirst).hasSize(3);
        assertThat(second.await(3, LONG, socket -> isOf(socket, later))).hasSize(3);
        assertThat(second.soFar()).noneMatch(socket -> isOf(socket, earlier));
      }
    }
  }

  /** Returns the server's port once both ends are told of, and the listening socket. */
  private int closeBoth(ClosedSockets closed) throws Exception {
    connect("127.0.0.1");
    int port = listener.getLocalPort();
    client.close();
    server.close();
    listener.close();
    assertThat(closed.await(3, LONG, socket -> isOf(socket, port))).hasSize(3);
    return port;
  }

  private static boolean isOf(ClosedSocket socket, int port) {
    return socket.local().port() == port || socket.remote().port() == port;
  }

  @Test
  void should_leave_no_thread_behind_that_was_not_there() {
    long before = readers();
    ClosedSockets first = ClosedSockets.watch();
    ClosedSockets second = ClosedSockets.watch();
    first.close();
    long shared = readers();
    second.close();

    assertThat(shared).isEqualTo(1);
    assertThat(readers()).isEqualTo(before);
  }

  private static long readers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("tcpunit closed sockets"))
        .count();
  }

  private static boolean isOne(ClosedSocket socket, Endpoint clientEnd) {
    return socket.local().equals(clientEnd) || socket.remote().equals(clientEnd);
  }
}
