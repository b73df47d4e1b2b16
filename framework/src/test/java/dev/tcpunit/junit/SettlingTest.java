package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettlingTest {
  @TempDir Path directory;

  private void assertSucceeds(Class<?> type, String timeout) {
    assertThat(Kit.failures(new Kit(directory).with("tcpunit.settleTimeout", timeout).run(type)))
        .isEmpty();
  }

  private static Thread closing(LoopbackExchange.Pair pair, CountDownLatch when) {
    Thread thread =
        new Thread(
            () -> {
              try {
                when.await();
                pair.close();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    thread.start();
    return thread;
  }

  private static Connection onceClosed(Connection connection) {
    return connection.await("its close", c -> c.teardown().state() == Teardown.State.CLEAN);
  }

  @CaptureTcp
  static class ClosedByAnotherThread {
    @RepeatedTest(20)
    void waits_for_the_close_to_begin_and_to_end(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        LoopbackExchange.Pair pair = exchange.open();
        CountDownLatch asked = new CountDownLatch(1);
        Thread closer = closing(pair, asked);
        Connection open = capture.connectionTo(exchange.port());
        assertThat(open.teardown().state()).isEqualTo(Teardown.State.OPEN);
        asked.countDown();

        Connection closed = onceClosed(open);

        assertThat(closed.teardown().state()).isEqualTo(Teardown.State.CLEAN);
        assertThat(closed.client()).isEqualTo(open.client());
        assertThat(closed.trace().continuation().cutShort()).isEmpty();
        assertThat(open.teardown().state()).isEqualTo(Teardown.State.OPEN);
        closer.join();
      }
    }
  }

  @Test
  void should_wait_for_a_close_on_another_thread() {
    assertSucceeds(ClosedByAnotherThread.class, "60s");
  }

  @CaptureTcp
  static class HalfClosed {
    @RepeatedTest(20)
    void waits_for_the_other_side(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        LoopbackExchange.Pair pair = exchange.open();
        pair.client.shutdownOutput();
        Thread closer = closing(pair, new CountDownLatch(0));

        Connection closed = capture.connectionTo(exchange.port());

        assertThat(closed.teardown().state()).isEqualTo(Teardown.State.CLEAN);
        closer.join();
      }
    }
  }

  @Test
  void should_wait_for_a_close_under_way() {
    assertSucceeds(HalfClosed.class, "60s");
  }

  @CaptureTcp
  static class NeverClosed {
    @Test
    void says_what_the_time_out_cut_short(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        Connection open = capture.connectionTo(exchange.port());
        assertThat(open.trace().continuation().cutShort()).isEmpty();

        Connection still = onceClosed(open);

        assertThat(still.teardown().state()).isEqualTo(Teardown.State.OPEN);
        assertThat(still.trace().continuation().cutShort())
            .hasValue("40 ms (tcpunit.settleTimeout) for " + open + ": its close");
        assertThat(still.trace().endNanos() - open.trace().endNanos()).isGreaterThan(40_000_000L);

        pair.client.shutdownOutput();
        Connection half = capture.connectionTo(exchange.port());
        assertThat(half.teardown().state()).isEqualTo(Teardown.State.HALF_CLOSED);
        assertThat(half.trace().continuation().cutShort())
            .hasValue(
                "40 ms (tcpunit.settleTimeout) for the server of " + open + " to close its side");
      }
    }
  }

  @Test
  void should_say_what_the_time_out_cut_short() {
    assertSucceeds(NeverClosed.class, "40ms");
  }

  @CaptureTcp
  static class WaitedForOnce {
    @Test
    void does_not_wait_again(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.client.shutdownOutput();
        long first = capture.connectionTo(exchange.port()).trace().endNanos();
        long second = capture.connectionTo(exchange.port()).trace().endNanos();

        assertThat(second - first).isLessThan(1_000_000_000L);
      }
    }
  }

  @Test
  void should_not_wait_twice_for_what_did_not_come() {
    assertSucceeds(WaitedForOnce.class, "1000ms");
  }

  @CaptureTcp
  static class Kept {
    static Connection open;

    @Test
    void passes(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        open = capture.connectionFrom(pair.client.getLocalPort());
      }
    }
  }

  @Test
  void should_not_wait_for_anything_after_the_test() {
    assertSucceeds(Kept.class, "60s");

    assertThat(onceClosed(Kept.open)).isSameAs(Kept.open);
  }
}
