package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QueryFailureTest {
  @TempDir Path directory;

  private static String client(LoopbackExchange.Pair pair) {
    return "127.0.0.1:" + pair.client.getLocalPort();
  }

  private static String engineOf(TcpCapture capture) {
    return capture.toString().replaceFirst(".* by (\\w+) on lo", "$1");
  }

  @CaptureTcp
  static class AskingForAnotherPort {
    static String expected;

    @Test
    void fails(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        expected =
            """
            Expecting a connection to port 1
            in the capture of dev.tcpunit.junit.QueryFailureTest.AskingForAnotherPort.fails
              %s on lo, 3 segments, 0 dropped by capture
            but there is none
            captured instead:
              %s > 127.0.0.1:%d (3 segments)
            where to look:
              - did the code under test connect at all, and to this port?
              - did it connect through another interface than lo? \
            @CaptureTcp(interfaceName = "any") shows all
              - was the connection opened before the test, such as by a pool or in @BeforeAll?\
            """
                .formatted(engineOf(capture), client(pair), exchange.port());
        capture.connectionTo(1);
      }
    }
  }

  @Test
  void should_name_what_was_seen_where_nothing_matches() {
    assertThat(Kit.failures(new Kit(directory).run(AskingForAnotherPort.class)))
        .containsExactly(AskingForAnotherPort.expected);
  }

  @CaptureTcp
  static class AskingForOneOfTwo {
    static String expected;

    @Test
    void fails(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair first = exchange.open();
          LoopbackExchange.Pair second = exchange.open()) {
        expected =
            """
            Expecting one connection to port %2$d
            in the capture of dev.tcpunit.junit.QueryFailureTest.AskingForOneOfTwo.fails
              %1$s on lo, 6 segments, 0 dropped by capture
            but there are 2:
              %3$s > 127.0.0.1:%2$d (3 segments, handshake completed, close open)
              %4$s > 127.0.0.1:%2$d (3 segments, handshake completed, close open)
            choose one of capture.connections(), or judge all by assertThat(capture.trace());
            if there should be one only, find out why there are more\
            """
                .formatted(engineOf(capture), exchange.port(), client(first), client(second));
        capture.connectionTo(exchange.port());
      }
    }
  }

  @Test
  void should_list_the_candidates_where_several_match() {
    assertThat(Kit.failures(new Kit(directory).run(AskingForOneOfTwo.class)))
        .containsExactly(AskingForOneOfTwo.expected);
  }
}
