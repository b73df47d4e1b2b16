package dev.tcpunit.assertions;

import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Teardown;
import java.util.function.Predicate;

/** How each {@link Traffic} with a window that closes is made: by a server that does not read. */
final class WindowTraffic {
  private static final int BYTES = 400_000;
  private static final int FIRST = 4096;
  private static final String FIFTH_OF_A_SECOND = "200000";

  private WindowTraffic() {}

  /** What goes first is acknowledged before there is more, so that it does not fill the window. */
  static void filledOnce(Scene scene) throws Exception {
    scene.exchange.receiveBufferSize(8_192);
    try (Pair pair = scene.open()) {
      pair.send(new byte[FIRST]);
      scene.await(c -> c.clientToServer().acknowledgedBytes() == FIRST);
      fill(scene, pair, FIRST, 20_000, c -> c.serverToClient().count(FlowCount.ZERO_WINDOWS) > 0);
    }
    scene.await(WindowTraffic::isClean);
  }

  static void probedThrice(Scene scene) throws Exception {
    Sysctl.with("tcp_rto_min_us", FIFTH_OF_A_SECOND).play(s -> stop(s, 3), scene);
  }

  /** The fourth probe does not wait longer than a second, which is not long enough. */
  static void probedWithoutBackOff(Scene scene) throws Exception {
    Sysctl.with("tcp_rto_min_us", FIFTH_OF_A_SECOND)
        .and("tcp_rto_max_ms", "1000")
        .play(s -> stop(s, 4), scene);
  }

  /** A busy machine may open the window after one more. */
  static Predicate<Connection> hasProbes(int probes) {
    return c -> c.clientToServer().count(FlowCount.ZERO_WINDOW_PROBES) == probes;
  }

  static void shrunk(Scene scene) throws Exception {
    Sysctl.with("tcp_shrink_window", "1").play(WindowTraffic::manySmallWrites, scene);
  }

  /**
   * What is unread takes more room than its bytes. Each write has arrived before the next: else a
   * machine that is late with the ACKs would send in one segment all that waits for them.
   */
  private static void manySmallWrites(Scene scene) throws Exception {
    try (Pair pair = scene.open()) {
      pair.client.setTcpNoDelay(true);
      for (int sent = 100; sent <= 4000; sent += 100) {
        pair.client.getOutputStream().write(new byte[100]);
        while (pair.server.getInputStream().available() < sent) {
          Thread.onSpinWait();
        }
      }
      scene.await(c -> c.serverToClient().count(FlowCount.WINDOW_SHRUNK) > 0);
      pair.server.getInputStream().readNBytes(4000);
      pair.client.close();
      pair.server.getInputStream().read();
    }
    scene.await(WindowTraffic::isClean);
  }

  private static boolean isClean(Connection connection) {
    return connection.teardown().state() == Teardown.State.CLEAN;
  }

  private static void stop(Scene scene, int probes) throws Exception {
    scene.exchange.receiveBufferSize(8_192);
    stop(scene, BYTES, c -> c.clientToServer().count(FlowCount.ZERO_WINDOW_PROBES) >= probes);
  }

  private static void stop(Scene scene, int size, Predicate<Connection> until) throws Exception {
    try (Pair pair = scene.open()) {
      fill(scene, pair, 0, size, until);
    }
    scene.await(WindowTraffic::isClean);
  }

  private static void fill(Scene scene, Pair pair, int sent, int size, Predicate<Connection> until)
      throws Exception {
    Thread writer = new Thread(() -> pair.send(new byte[size - sent]));
    writer.start();
    scene.await(until);
    pair.server.getInputStream().readNBytes(size);
    writer.join();
    pair.client.close();
    pair.server.getInputStream().read();
  }
}
