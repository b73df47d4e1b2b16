package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.TcpAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What common mistakes in clients look like to who reads the failure and knows no TCP. */
class BuggyClientsTest {
  private static final Duration SHORT = Duration.ofMillis(50);

  @BeforeAll
  static void need_a_network() {
    Requires.sandbox();
  }

  /** What the claim about the traffic says as it fails, on one line. */
  private static AbstractStringAssert<?> says(Traffic.Script script, Consumer<Connection> claim)
      throws Exception {
    try (Scene scene = new Scene()) {
      script.play(scene);
      Connection connection = scene.recording().connection();
      Throwable failure =
          catchThrowableOfType(AssertionError.class, () -> claim.accept(connection));
      return assertThat(failure.getMessage().replaceAll("\\s+", " "));
    }
  }

  @Test
  void should_name_a_request_whose_end_does_not_come() throws Exception {
    says(
            scene -> {
              try (Pair pair = scene.open()) {
                scene.send(pair.client, pair.server, 500);
                scene.awaitQuiet(SHORT);
                scene.keep();
              }
            },
            c -> assertThat(c).client(f -> f.hasByteCount(1000)))
        .contains("it carried 500, 500 too few")
        .contains("the client sent last (500 bytes, all acknowledged)")
        .contains("a Content-Length above the body's")
        .contains("shutdownOutput()");
  }

  @Test
  void should_name_a_buffer_that_is_not_flushed() throws Exception {
    Traffic.Script unflushed =
        scene -> {
          try (Pair pair = scene.open()) {
            OutputStream out = new BufferedOutputStream(pair.client.getOutputStream());
            out.write(new byte[100]);
            scene.awaitQuiet(SHORT);
            scene.keep();
          }
        };

    says(unflushed, c -> assertThat(c).acksCoverAllBytes()).contains("without flush()");
    says(unflushed, c -> assertThat(c).client(f -> f.hasByteCount(100)))
        .contains("neither side has sent a byte")
        .contains("without flush()");
  }

  @Test
  void should_name_a_write_that_took_less() throws Exception {
    says(LoopbackTraffic::upload, c -> assertThat(c).client(f -> f.hasByteCount(3000)))
        .contains("2000 too few")
        .contains("the client closed after 1000 bytes, all acknowledged")
        .contains("SocketChannel.write() returns how much");
  }

  @Test
  void should_see_that_all_was_sent_several_times() throws Exception {
    says(LoopbackTraffic::upload, c -> assertThat(c).client(f -> f.hasByteCount(500)))
        .contains("that is exactly 2 times as many")
        .contains("a retry that sends again");
    says(LoopbackTraffic::upload, c -> assertThat(c).client(f -> f.hasByteCount(20)))
        .contains("980 too many")
        .doesNotContain("times as many");
  }

  @Test
  void should_name_a_server_that_does_not_read() throws Exception {
    says(
            scene -> {
              try (Pair pair = scene.open()) {
                Thread writer = new Thread(() -> write(pair.client));
                writer.start();
                scene.await(c -> c.segments().stream().anyMatch(BuggyClientsTest::isShut));
                scene.keep();
                pair.client.close();
                writer.join();
              }
            },
            c -> assertThat(c).client(f -> f.hasByteCount(50_000_000)))
        .contains("the receive buffer of the server is full")
        .contains("the program of the server does not read");
  }

  private static boolean isShut(Segment segment) {
    return segment.from() == Role.SERVER && segment.window() == 0;
  }

  private static void write(Socket socket) {
    try {
      socket.getOutputStream().write(new byte[50_000_000]);
    } catch (IOException e) {
      // closed while it waits for the server to read
    }
  }

  @Test
  void should_name_a_client_that_does_not_heed_the_end() throws Exception {
    says(
            scene -> {
              try (Pair pair = scene.open()) {
                scene.send(pair.server, pair.client, 100);
                pair.server.shutdownOutput();
                scene.await(c -> c.serverToClient().isFinAcknowledged());
                scene.send(pair.client, pair.server, 100);
              }
              scene.await(c -> c.clientToServer().isFinAcknowledged());
            },
            c -> assertThat(c).hasNoDataAfterPeerFin())
        .contains("the client sent 100 bytes after it had acknowledged the FIN of the server")
        .containsPattern("\\* #\\d+ \\S+ < \\[F\\.]")
        .contains("a read() of -1 that is ignored")
        .doesNotContain("may send on");
  }

  @Test
  void should_name_a_client_that_gives_up_before_the_answer() throws Exception {
    Traffic.Script impatient =
        scene -> {
          try (Pair pair = scene.open()) {
            scene.send(pair.client, pair.server, 100);
            pair.client.close();
            scene.await(c -> c.clientToServer().isFinAcknowledged());
            pair.server.getOutputStream().write(new byte[100]);
            scene.await(c -> c.clientToServer().hasSentReset());
          }
        };

    says(impatient, c -> assertThat(c).losesNoDataOnClose()).contains("a read time-out");
    says(impatient, c -> assertThat(c).hasNoResets()).contains("a read time-out");
    says(impatient, c -> assertThat(c).hasNoDataAfterPeerFin())
        .contains("the client had closed its socket before the answer came");
  }

  @Test
  void should_name_the_pool_that_keeps_what_the_server_has_closed() throws Exception {
    says(
            scene -> {
              try (Pair pair = scene.open()) {
                scene.send(pair.client, pair.server, 100);
                scene.send(pair.server, pair.client, 100);
                pair.server.close();
                scene.await(c -> c.serverToClient().isFinAcknowledged());
                scene.awaitQuiet(Duration.ofMillis(600));
                scene.keep();
              }
            },
            c -> assertThat(c).hasCleanFin())
        .contains("only the server closed")
        .contains("response body that is not closed")
        .contains("a pool that keeps a connection which the server has closed");
  }

  @Test
  void should_tell_a_loop_of_refused_attempts_from_connections_that_are_not_reused()
      throws Exception {
    says(
            scene -> {
              for (int i = 0; i < 20; i++) {
                LoopbackTraffic.refused(scene);
              }
            },
            c -> assertThat(c.trace()).hasSingleConnection())
        .contains("20 attempts to connect to", "were refused within")
        .contains("wait between attempts")
        .doesNotContain("share the client");
  }
}
