package dev.tcpunit.assertions;

import dev.tcpunit.dynamics.ConnectionDynamics;
import dev.tcpunit.internal.live.LoopbackExchange.Pair;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.FlowCount;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import dev.tcpunit.trace.Teardown;
import java.io.IOException;
import java.time.Duration;

/** How each {@link Traffic} with losses is made: one end does not hear what the other sends. */
final class LossyTraffic {
  private static final String A_SECOND = "1000000";
  private static final int BYTES = 100;
  private static final byte LOST = 1;

  /** Not as long as what {@link ConnectionDynamics#stalls()} tells of. */
  private static final Duration SHORTEST_STALL = Duration.ofMillis(30);

  private LossyTraffic() {}

  /** No probes, and a second until the timer runs out: time to hear again. */
  private static Sysctl slowTimers() {
    return Sysctl.with("tcp_rto_min_us", A_SECOND).and("tcp_early_retrans", "0");
  }

  /** Sent again one by one, not joined to one segment. */
  static void timedOut(Scene scene) throws Exception {
    slowTimers().and("tcp_retrans_collapse", "0").play(LossyTraffic::loseTwo, scene);
  }

  static void loneTailAgain(Scene scene) throws Exception {
    slowTimers().play(LossyTraffic::loseOnce, scene);
  }

  /** Without SACK there is no report of what came twice. */
  static void timedOutWithoutSack(Scene scene) throws Exception {
    slowTimers().and("tcp_sack", "0").play(LossyTraffic::loseOnce, scene);
  }

  private static void loseTwo(Scene scene) throws Exception {
    try (Pair pair = open(scene)) {
      lose(scene, pair);
      pair.client.getOutputStream().write(lost());
      scene.await(c -> c.clientToServer().bytes() == 3 * BYTES);
      DeafSocket.heal(scene.port());
      finish(pair, 2 * BYTES);
    }
    scene.await(LossyTraffic::isClean);
  }

  private static void loseOnce(Scene scene) throws Exception {
    try (Pair pair = open(scene)) {
      lose(scene, pair);
      DeafSocket.heal(scene.port());
      finish(pair, BYTES);
    }
    scene.await(LossyTraffic::isClean);
  }

  /** Three are lost, so that the timer runs out three times, the last time for good. */
  static void timedOutThrice(Scene scene) throws Exception {
    quickTimers().play(LossyTraffic::loseThrice, scene);
  }

  private static Sysctl quickTimers() {
    return Sysctl.with("tcp_rto_min_us", "200000").and("tcp_early_retrans", "0");
  }

  /** The server hears again before the fourth attempt, and nobody pauses before the loss. */
  static boolean isTimedOutThrice(Connection connection) {
    Segment first = connection.segments().get(0);
    return connection.clientToServer().retransmissions() == 3
        && connection.segments().stream()
            .filter(segment -> segment.from() == Role.CLIENT && segment.kind() == SegmentKind.NEW)
            .filter(segment -> segment.length() > 0)
            .allMatch(sent -> sent.timeNanos() - first.timeNanos() < SHORTEST_STALL.toNanos());
  }

  /** The same where a sysctl bounds the timer to one second. */
  static void timedOutWithoutBackOff(Scene scene) throws Exception {
    slowTimers().and("tcp_rto_max_ms", "1000").play(LossyTraffic::loseThrice, scene);
  }

  private static void loseThrice(Scene scene) throws Exception {
    try (Pair pair = open(scene)) {
      lose(scene, pair);
      scene.await(c -> c.clientToServer().retransmissions() >= 2);
      DeafSocket.heal(scene.port());
      finish(pair, BYTES);
    }
    scene.await(LossyTraffic::isClean);
  }

  /** What comes after the lost segment tells of the gap, and the first word of it is enough. */
  static void fastRetransmit(Scene scene) throws Exception {
    slowTimers().play(LossyTraffic::loseOneOfFive, scene);
  }

  private static void loseOneOfFive(Scene scene) throws Exception {
    try (Pair pair = open(scene)) {
      lose(scene, pair);
      DeafSocket.heal(scene.port());
      pair.client.getOutputStream().write(new byte[BYTES]);
      scene.await(c -> c.clientToServer().retransmissions() == 1 && isAcknowledged(c));
      for (int i = 0; i < 3; i++) {
        pair.client.getOutputStream().write(new byte[BYTES]);
      }
      finish(pair, 5 * BYTES);
    }
    scene.await(LossyTraffic::isClean);
  }

  static void tailLossProbe(Scene scene) throws Exception {
    Sysctl.with("tcp_rto_min_us", A_SECOND)
        .and("tcp_early_retrans", "3")
        .play(LossyTraffic::loseAcks, scene);
  }

  /** The server's answer to all of it then acknowledges it. */
  private static void loseAcks(Scene scene) throws Exception {
    try (Pair pair = open(scene)) {
      DeafSocket.deafenToAll(pair.client.getLocalPort());
      pair.client.getOutputStream().write(new byte[BYTES]);
      pair.client.getOutputStream().write(new byte[BYTES]);
      scene.await(c -> c.clientToServer().count(FlowCount.TAIL_LOSS_PROBES) == 1);
      DeafSocket.heal(pair.client.getLocalPort());
      pair.server.getInputStream().readNBytes(2 * BYTES);
      scene.send(pair.server, pair.client, BYTES);
      close(pair);
    }
    scene.await(LossyTraffic::isClean);
  }

  static void finAgain(Scene scene) throws Exception {
    try (Pair pair = open(scene)) {
      DeafSocket.deafenToAll(pair.client.getLocalPort());
      pair.client.shutdownOutput();
      scene.await(c -> c.clientToServer().count(FlowCount.FIN_RETRANSMISSIONS) > 0);
      DeafSocket.heal(pair.client.getLocalPort());
      pair.server.close();
      pair.client.getInputStream().read();
    }
    scene.await(LossyTraffic::isClean);
  }

  static void neverHeard(Scene scene) throws Exception {
    quickTimers().play(LossyTraffic::loseForGood, scene);
  }

  /** The recording ends with the second attempt. */
  /** A busy machine may see the third too. */
  static boolean isSentTwice(Connection connection) {
    return connection.clientToServer().retransmissions() == 1;
  }

  private static void loseForGood(Scene scene) throws Exception {
    try (Pair pair = open(scene)) {
      lose(scene, pair);
      scene.await(c -> c.clientToServer().retransmissions() >= 1);
      scene.keep();
      pair.client.setSoLinger(true, 0);
    }
  }

  /** Both send FIN before they have heard of the other's: data before the client's is lost. */
  static void simultaneousClose(Scene scene) throws Exception {
    slowTimers().play(LossyTraffic::closeBoth, scene);
  }

  private static void closeBoth(Scene scene) throws Exception {
    try (Pair pair = open(scene)) {
      lose(scene, pair);
      pair.client.shutdownOutput();
      scene.await(c -> c.clientToServer().finOffset().isPresent());
      pair.server.shutdownOutput();
      scene.await(c -> c.serverToClient().isFinAcknowledged());
      DeafSocket.heal(scene.port());
      scene.await(LossyTraffic::isClean);
    }
  }

  static void writesWhileUnheard(Scene scene) throws Exception {
    slowTimers().play(LossyTraffic::loseAndWriteOn, scene);
  }

  private static void loseAndWriteOn(Scene scene) throws Exception {
    try (Pair pair = open(scene)) {
      lose(scene, pair);
      scene.awaitQuiet(Duration.ofMillis(100));
      DeafSocket.heal(scene.port());
      pair.client.getOutputStream().write(new byte[BYTES]);
      finish(pair, 2 * BYTES);
    }
    scene.await(LossyTraffic::isClean);
  }

  private static Pair open(Scene scene) throws IOException {
    DeafSocket.deafenTo(LOST, scene.port());
    Pair pair = scene.open();
    pair.client.setTcpNoDelay(true);
    scene.send(pair.client, pair.server, BYTES);
    scene.send(pair.server, pair.client, BYTES);
    return pair;
  }

  /** The client sends, and the server does not hear it. */
  private static void lose(Scene scene, Pair pair) throws Exception {
    pair.client.getOutputStream().write(lost());
    scene.await(c -> c.clientToServer().bytes() == 2 * BYTES);
  }

  private static byte[] lost() {
    byte[] bytes = new byte[BYTES];
    bytes[0] = LOST;
    return bytes;
  }

  private static void finish(Pair pair, int bytes) throws IOException {
    pair.server.getInputStream().readNBytes(bytes);
    close(pair);
  }

  private static void close(Pair pair) throws IOException {
    pair.client.close();
    pair.server.getInputStream().read();
    pair.server.close();
  }

  private static boolean isAcknowledged(Connection connection) {
    Flow sent = connection.clientToServer();
    return sent.acknowledgedBytes() == sent.bytes();
  }

  private static boolean isClean(Connection connection) {
    return connection.teardown().state() == Teardown.State.CLEAN;
  }
}
