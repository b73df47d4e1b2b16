package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.lab.Faults;
import dev.tcpunit.lab.Link;
import dev.tcpunit.lab.Packets;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why a client sent RST its packets do not say; its kernel does while the test runs. */
class ResetCauseTest {
  private static final int ANSWER = 58;

  @TempDir Path directory;

  private String failure(Class<?> type) {
    List<String> failures = Kit.failures(new Kit(directory).run(type));
    assertThat(failures).hasSize(1);
    return failures.get(0).replaceAll("\\s+", " ");
  }

  /** A client that has read a part of the answer; a channel closes in one step, without FIN. */
  private static final class Exchange implements AutoCloseable {
    private final ServerSocketChannel listener =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    private final SocketChannel client = SocketChannel.open(listener.getLocalAddress());
    private final SocketChannel server = listener.accept();
    private final TcpCapture capture;

    Exchange(TcpCapture capture, int read) throws Exception {
      this.capture = capture;
      server.write(ByteBuffer.allocate(ANSWER));
      client.socket().getInputStream().readNBytes(read);
    }

    void end() throws Exception {
      server.shutdownOutput();
      connection().await("the ACK of the FIN", Exchange::isFinAcknowledged);
    }

    private static boolean isFinAcknowledged(Connection connection) {
      return connection.segments().stream()
          .anyMatch(s -> s.from() == Role.CLIENT && s.ack() > ANSWER + 1);
    }

    Connection abort() throws Exception {
      client.setOption(StandardSocketOptions.SO_LINGER, 0);
      return leave();
    }

    Connection leave() throws Exception {
      client.close();
      return connection();
    }

    private Connection connection() throws Exception {
      return capture.connectionTo(((InetSocketAddress) listener.getLocalAddress()).getPort());
    }

    @Override
    public void close() throws IOException {
      client.close();
      server.close();
      listener.close();
    }
  }

  @CaptureTcp
  static class Unread {
    @Test
    void is_closed(TcpCapture capture) throws Exception {
      try (Exchange exchange = new Exchange(capture, 10)) {
        TcpAssertions.assertThat(exchange.leave()).hasNoResets();
      }
    }
  }

  @Test
  void should_be_what_was_unread() {
    assertThat(failure(Unread.class))
        .contains("evidence: the kernel of the client held data that had not been read")
        .contains("close() of the client with received data unread")
        .contains("(proven by its kernel)")
        .contains("look for: a response that is closed before it was read")
        .doesNotContain("LINGER", "Linger");
  }

  @CaptureTcp
  static class Aborted {
    @Test
    void is_closed(TcpCapture capture) throws Exception {
      try (Exchange exchange = new Exchange(capture, ANSWER)) {
        TcpAssertions.assertThat(exchange.abort()).hasCleanFin();
      }
    }
  }

  @Test
  void should_be_SO_LINGER_0_where_all_was_read() {
    assertThat(failure(Aborted.class))
        .contains("evidence: the kernel of the client was told to abort the connection")
        .contains("cause: close() of the client with SO_LINGER 0 (proven by its kernel)")
        .contains("look for: setSoLinger(true, 0)")
        .doesNotContain("a response that is closed");
  }

  @CaptureTcp
  static class UnreadAndAborted {
    @Test
    void is_closed(TcpCapture capture) throws Exception {
      try (Exchange exchange = new Exchange(capture, 10)) {
        exchange.end();
        TcpAssertions.assertThat(exchange.abort()).wasNotAborted();
      }
    }
  }

  @Test
  void should_be_what_was_unread_whatever_else() {
    assertThat(failure(UnreadAndAborted.class))
        .contains("(proven by its kernel)")
        .doesNotContain("LINGER");
  }

  @CaptureTcp
  static class EndUnread {
    @Test
    void is_closed(TcpCapture capture) throws Exception {
      try (Exchange exchange = new Exchange(capture, ANSWER)) {
        exchange.end();
        TcpAssertions.assertThat(exchange.abort()).hasNoResets();
      }
    }
  }

  @Test
  void should_be_SO_LINGER_0_where_a_FIN_was_all_that_was_unread() {
    assertThat(failure(EndUnread.class))
        .contains("cause: close() of the client with SO_LINGER 0 (proven by its kernel)");
  }

  @CaptureTcp
  static class Lost {
    @Test
    void is_closed(TcpCapture capture) throws Exception {
      try (Exchange exchange = new Exchange(capture, 10)) {
        TcpAssertions.assertThat(exchange.leave()).losesNoDataOnClose();
      }
    }
  }

  @Test
  void should_tell_of_data_that_was_lost_though_acknowledged() {
    assertThat(failure(Lost.class))
        .contains("but the client closed with data of the server unread, and so discarded it")
        .contains("(proven by its kernel)")
        .doesNotContain("cannot be told");
  }

  /** Its port is that of all connections of the server, so the packets alone are told. */
  @CaptureTcp
  static class ServerAborted {
    @Test
    void is_closed(TcpCapture capture) throws Exception {
      try (Exchange exchange = new Exchange(capture, 10)) {
        exchange.client.write(ByteBuffer.allocate(ANSWER));
        exchange.server.socket().getInputStream().readNBytes(ANSWER);
        exchange.server.setOption(StandardSocketOptions.SO_LINGER, 0);
        exchange.server.close();
        TcpAssertions.assertThat(exchange.connection()).hasNoResets();
      }
    }
  }

  @Test
  void should_be_open_for_a_server_that_aborted() {
    assertThat(failure(ServerAborted.class))
        .contains("but the server aborted with RST")
        .contains("(possible, the packets do not decide it)");
  }

  @CaptureTcp
  static class ServerUnread {
    @Test
    void is_closed(TcpCapture capture) throws Exception {
      try (Exchange exchange = new Exchange(capture, 10)) {
        exchange.client.write(ByteBuffer.allocate(ANSWER));
        exchange.server.socket().getInputStream().readNBytes(10);
        exchange.server.close();
        TcpAssertions.assertThat(exchange.connection()).hasNoResets();
      }
    }
  }

  @Test
  void should_be_what_a_server_has_not_read() {
    assertThat(failure(ServerUnread.class))
        .contains("cause: close() of the server with received data unread")
        .contains("(proven by its kernel)");
  }

  /** The client did close with data unread, but that is not why the server got a RST. */
  @CaptureTcp
  @ImpairedLink(delay = "2ms")
  static class Forged {
    @Test
    void is_closed(Link link, TcpCapture capture) throws Exception {
      InetSocketAddress address = new InetSocketAddress(link.serverAddress(), 0);
      try (ServerSocketChannel listener = ServerSocketChannel.open().bind(address);
          SocketChannel client =
              SocketChannel.open(link.towards(listener.socket().getLocalPort()));
          SocketChannel server = listener.accept()) {
        server.write(ByteBuffer.allocate(ANSWER));
        client.socket().getInputStream().readNBytes(10);
        link.apply(Faults.injectRst(Role.CLIENT, Packets.clientData().first()));
        client.write(ByteBuffer.allocate(ANSWER));
        Connection reset =
            capture
                .connectionTo(listener.socket().getLocalPort())
                .await("the RST", c -> c.teardown().state() == Teardown.State.RESET);
        client.socket().close();
        TcpAssertions.assertThat(reset).hasNoResets();
      }
    }
  }

  @Test
  void should_be_open_for_a_RST_that_the_client_did_not_send() {
    assertThat(failure(Forged.class))
        .contains("(possible, the packets do not decide it)")
        .doesNotContain("kernel");
  }
}
