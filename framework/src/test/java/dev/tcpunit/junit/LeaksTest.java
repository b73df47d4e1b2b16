package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
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

  @CaptureTcp(leaks = Leaks.FAIL_AFTER_CLASS)
  static class ClosesAtLast {
    private static final List<Pair> SHARED = new ArrayList<>();

    @Test
    void opens() throws Exception {
      SHARED.add(connect());
    }

    @Nested
    class Inside {
      @Test
      void opens_another() throws Exception {
        SHARED.add(connect());
      }
    }

    /** As a server does that sees the end of its client: later, and in a thread of its own. */
    @AfterAll
    static void close_the_client() throws Exception {
      for (Pair pair : SHARED) {
        Thread server =
            new Thread(
                () -> {
                  try (var socket = pair.server) {
                    socket.getInputStream().read();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
        server.start();
        pair.client.close();
      }
    }
  }

  @TestMethodOrder(MethodOrderer.MethodName.class)
  @CaptureTcp
  static class LeavesSomeOpen {
    @Test
    void closes() throws Exception {
      connect().close();
    }

    @Test
    void leaves_it_open() throws Exception {
      connect();
    }

    @Test
    void closes_one_side() throws Exception {
      connect().client.close();
    }

    @Test
    void fails_of_its_own() throws Exception {
      connect();
      throw new IllegalStateException("of its own");
    }
  }

  @Test
  void should_wait_for_the_end_of_the_class_where_tests_share_a_client() {
    var results = new Kit(directory).run(ClosesAtLast.class);

    assertThat(Kit.failures(results)).isEmpty();
    assertThat(Kit.succeeded(results)).hasSize(2);
  }

  @Test
  void should_fail_the_class_whose_tests_left_connections_open() {
    var results = kit().with("tcpunit.leaks", "fail-after-class").run(LeavesSomeOpen.class);

    assertThat(Kit.succeeded(results)).hasSize(3);
    assertThat(Kit.failures(results))
        .satisfiesExactlyInAnyOrder(
            own -> assertThat(own).startsWith("of its own"),
            left ->
                assertThat(
                        left.replaceAll("127\\.0\\.0\\.1:\\d+", "IP:PORT").replaceAll("\\s+", " "))
                    .isEqualTo(
                        "Expecting class dev.tcpunit.junit.LeaksTest$LeavesSomeOpen"
                            + " to leave no connection open when its tests are over"
                            + " but 2 connections were not closed:"
                            + " IP:PORT > IP:PORT, of closes_one_side: the server has not closed,"
                            + " though its peer has (CLOSE-WAIT)"
                            + " IP:PORT > IP:PORT, of leaves_it_open: the client has not closed,"
                            + " the server has not closed"
                            + " look for: a socket, a response body or a client that nobody closes"
                            + " (try-with-resources), or a pool that keeps the connection for the"
                            + " next request: close the pool's client rule: RFC 9293 s3.6:"
                            + " a connection is closed once both sides have closed"));
  }
}
