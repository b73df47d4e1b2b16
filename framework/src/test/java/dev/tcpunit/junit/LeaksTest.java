package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a test leaves open stays open until these tests are over. */
class LeaksTest {
  private static final List<AutoCloseable> OPEN = new ArrayList<>();

  @TempDir Path directory;

  @AfterAll
  static void close_what_was_left_open() throws Exception {
    for (AutoCloseable left : OPEN) {
      left.close();
    }
  }

  private static Pair connect() throws IOException {
    LoopbackExchange exchange = new LoopbackExchange();
    Pair pair = exchange.open();
    OPEN.add(pair);
    OPEN.add(exchange);
    pair.client.getOutputStream().write(new byte[100]);
    pair.server.getInputStream().readNBytes(100);
    return pair;
  }

  @CaptureTcp(leaks = Leaks.FAIL)
  static class Annotated {
    private Pair left;

    @AfterEach
    void close_at_last() throws IOException {
      if (left != null) {
        left.close();
      }
    }

    @Test
    void leaves_it_open() throws Exception {
      connect();
    }

    @Test
    void closes_one_side() throws Exception {
      connect().server.close();
    }

    @Test
    void closes_after_the_test() throws Exception {
      left = connect();
    }

    @Test
    void connects_to_nobody() {}

    @Test
    @CaptureTcp(leaks = Leaks.IGNORE)
    void may_leave_it_open() throws Exception {
      connect();
    }

    @Test
    void fails_of_its_own() throws Exception {
      connect();
      throw new IllegalStateException("of its own");
    }
  }

  @Test
  void should_fail_tests_that_leave_connections_open() {
    var results = new Kit(directory).with("tcpunit.settleTimeout", "50ms").run(Annotated.class);

    assertThat(Kit.failures(results))
        .satisfiesExactlyInAnyOrder(
            open ->
                assertThat(open)
                    .contains("to leave no connection open", "neither side has closed")
                    .contains("a socket, a response body or a client that nobody closes"),
            half ->
                assertThat(half)
                    .contains("the server has closed, and the client has not (CLOSE-WAIT)")
                    .contains("a socket or response body that is not closed"),
            own -> assertThat(own).startsWith("of its own"));
    assertThat(Kit.succeeded(results))
        .containsExactlyInAnyOrder(
            "closes_after_the_test()", "connects_to_nobody()", "may_leave_it_open()");
  }

  @CaptureTcp
  static class Configured {
    @Test
    void leaves_it_open() throws Exception {
      connect();
    }
  }

  static class Registered {
    @RegisterExtension
    static final TcpCaptureExtension CAPTURE =
        TcpCaptureExtension.builder().leaks(Leaks.FAIL).build();

    @Test
    void leaves_it_open() throws Exception {
      connect();
    }
  }

  @Test
  void should_take_the_setting_where_nothing_is_said() {
    assertThat(Kit.failures(kit().run(Configured.class))).isEmpty();
    assertThat(Kit.failures(kit().with("tcpunit.leaks", "fail").run(Configured.class))).hasSize(1);
    assertThat(Kit.failures(kit().run(Registered.class))).hasSize(1);
  }

  private Kit kit() {
    return new Kit(directory).with("tcpunit.settleTimeout", "50ms");
  }
}
