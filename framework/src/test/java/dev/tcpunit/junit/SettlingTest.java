package dev.tcpunit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tcpunit.assertions.TcpAssertions;
import dev.tcpunit.internal.live.LoopbackExchange;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

        TcpAssertions.assertThat(capture.connectionTo(exchange.port())).hasCleanFin();
        closer.join();
      }
    }
  }

  @Test
  void should_wait_for_a_close_under_way_where_its_end_is_asked_for() {
    assertSucceeds(HalfClosed.class, "60s");
  }

  /** As a pool keeps them: some open, some half closed by the server. */
  @CaptureTcp
  static class Pooled {
    @Test
    void waits_for_nothing(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair open = exchange.open();
          LoopbackExchange.Pair left = exchange.open();
          LoopbackExchange.Pair used = exchange.open()) {
        open.send(new byte[1000]);
        left.server.shutdownOutput();
        used.send(new byte[1000]);
        used.server.shutdownOutput();

        long before = System.nanoTime();
        List<Connection> pool = capture.connections();
        TcpAssertions.assertThat(pool.get(2)).acksCoverAllBytes().hasNoRetransmissions();
        assertThat(System.nanoTime() - before).isLessThan(Duration.ofSeconds(20).toNanos());

        assertThat(pool)
            .extracting(connection -> connection.teardown().state())
            .containsExactly(
                Teardown.State.OPEN, Teardown.State.HALF_CLOSED, Teardown.State.HALF_CLOSED);
        assertThat(pool.get(0).trace().continuation().cutShort()).isEmpty();
      }
    }
  }

  @Test
  void should_take_open_and_half_closed_connections_for_settled() {
    assertSucceeds(Pooled.class, "60s");
  }

  /** Each asks for another end of the close, which does not come. */
  @CaptureTcp
  static class AskedForEnds {
    @Test
    void waits_once(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange();
          LoopbackExchange.Pair pair = exchange.open()) {
        pair.client.shutdownOutput();
        Connection half = capture.connectionTo(exchange.port());
        assertThat(hasCleanFin(half)).isFalse();
        long first = capture.trace().endNanos();

        assertThat(hasCleanFin(half)).isFalse();
        TcpAssertions.assertThat(half).hasNoResets().wasNotAborted().hasNoResetAfterFin();
        assertThatThrownBy(() -> TcpAssertions.assertThat(half).wasClosedSimultaneously())
            .isInstanceOf(AssertionError.class);
        assertThat(capture.trace().endNanos() - first).isLessThan(1_000_000_000L);
      }
    }

    private static boolean hasCleanFin(Connection connection) {
      try {
        TcpAssertions.assertThat(connection).hasCleanFin();
        return true;
      } catch (AssertionError e) {
        return false;
      }
    }
  }

  @Test
  void should_wait_once_for_an_end_that_does_not_come() {
    assertSucceeds(AskedForEnds.class, "1000ms");
  }

  /** What comes after the FIN is judged too. */
  @CaptureTcp
  static class AbortedLater {
    @RepeatedTest(5)
    void sees_the_reset(TcpCapture capture) throws Exception {
      try (LoopbackExchange exchange = new LoopbackExchange()) {
        LoopbackExchange.Pair pair = exchange.open();
        pair.client.shutdownOutput();
        Connection half = capture.connectionTo(exchange.port());
        pair.server.setSoLinger(true, 0);
        Thread closer = closing(pair, new CountDownLatch(0));

        assertThatThrownBy(() -> TcpAssertions.assertThat(half).hasNoResetAfterFin())
            .isInstanceOf(AssertionError.class);
        closer.join();
      }
    }
  }

  @Test
  void should_wait_for_the_end_where_resets_are_asked_for() {
    assertSucceeds(AbortedLater.class, "60s");
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
        assertThat(half.trace().continuation().cutShort()).isEmpty();
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
        Connection half = capture.connectionTo(exchange.port());
        long first = onceClosed(half).trace().endNanos();
        long second = onceClosed(half).trace().endNanos();

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
