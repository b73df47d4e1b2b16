package dev.tcpunit.assertions;

import static dev.tcpunit.assertions.Failures.assertCannotTell;
import static dev.tcpunit.assertions.Failures.assertViolated;
import static dev.tcpunit.assertions.TcpAssertions.assertThat;

import dev.tcpunit.Requires;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.junit.CaptureTcp;
import dev.tcpunit.junit.TcpCapture;
import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The baseline {@code upload} is committed: two exchanges, and a close of both sides. */
@CaptureTcp
class ConnectionAssert_matchesBaseline_Test {
  @BeforeAll
  static void be_in_a_private_network() {
    Requires.sandbox();
  }

  private static void exchange(Pair pair, int request, int response) throws IOException {
    send(pair.client, pair.server, request);
    send(pair.server, pair.client, response);
  }

  private static void send(Socket from, Socket to, int bytes) throws IOException {
    from.getOutputStream().write(new byte[bytes]);
    to.getInputStream().readNBytes(bytes);
  }

  private static void close(Pair pair) throws IOException {
    pair.client.close();
    pair.server.getInputStream().read();
    pair.server.close();
  }

  @Test
  void should_hold_if_it_is_as_recorded_whatever_others_do(TcpCapture capture) throws Exception {
    try (LoopbackExchange other = new LoopbackExchange();
        LoopbackExchange exchange = new LoopbackExchange();
        Pair first = other.open();
        Pair pair = exchange.open()) {
      exchange(first, 10, 10);
      exchange(pair, 2000, 80);
      exchange(pair, 2000, 80);
      close(pair);

      assertThat(capture.connectionTo(exchange.port())).matchesBaseline("upload");
    }
  }

  @Test
  void should_fail_if_the_client_no_longer_waits_for_continue() {
    assertViolated(
        () ->
            assertThat(OfATest.connection(Traffic.EAGER_UPLOAD.connection()))
                .matchesBaseline("expect-continue"),
        "ConnectionAssert.matchesBaseline");
  }

  @Test
  void should_not_tell_if_there_is_no_test_to_have_one() {
    assertCannotTell(
        () -> assertThat(Traffic.UPLOAD.connection()).matchesBaseline("upload"),
        "baselines belong to a test");
  }
}
