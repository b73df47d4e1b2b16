package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What a connection did over time: both flows, how it was opened and closed, and where it stood
 * still.
 *
 * <p>Example: {@code ConnectionDynamics.of(connection).stalls()} is empty for a healthy upload.
 */
public final class ConnectionDynamics {
  private static final long SHORTEST_STALL = 30_000_000;

  private final Connection connection;
  private final FlowDynamics client;
  private final FlowDynamics server;

  private ConnectionDynamics(Connection connection) {
    this.connection = connection;
    client = FlowDynamics.of(connection.clientToServer());
    server = FlowDynamics.of(connection.serverToClient());
  }

  /**
   * Computes it from the segments of a connection.
   *
   * @param connection one that keeps its segments
   * @return what it did
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static ConnectionDynamics of(Connection connection) {
    return new ConnectionDynamics(connection);
  }

  /**
   * The connection.
   *
   * @return what this is about
   */
  public Connection connection() {
    return connection;
  }

  /**
   * How the data of one side fared.
   *
   * @param sender whose data
   * @return its flow's dynamics
   */
  public FlowDynamics flow(Role sender) {
    return sender == Role.CLIENT ? client : server;
  }

  /**
   * How it was opened.
   *
   * @return the opening
   */
  public Opening opening() {
    return Opening.of(connection);
  }

  /**
   * How it was closed.
   *
   * @return the closing
   */
  public Closing closing() {
    return Closing.of(connection);
  }

  /**
   * The shortest round trip of data or handshake that was seen from here.
   *
   * @return nanoseconds; empty if there was none
   */
  public OptionalLong minRoundTripNanos() {
    return LongStream.concat(
            connection.handshake().rttNanos().stream(),
            LongStream.concat(
                client.roundTrips().minNanos().stream(), server.roundTrips().minNanos().stream()))
        .min();
  }

  /**
   * From how long a time without progress on counts as a stall: the shortest round trip, which a
   * sender may always have to wait for, and 30 ms more: less than the shortest time that systems in
   * use hold back an acknowledgement (40 ms), and more than a busy machine takes to go on.
   *
   * @return the default threshold of {@link #stalls()}
   */
  public Duration stallThreshold() {
    return Duration.ofNanos(minRoundTripNanos().orElse(0) + SHORTEST_STALL);
  }

  /**
   * Where it stood still for longer than {@link #stallThreshold}.
   *
   * @return in order
   */
  public List<Stall> stalls() {
    return stalls(stallThreshold());
  }

  /**
   * Where it stood still for longer than a threshold.
   *
   * @param threshold how long a time without progress is no stall
   * @return in order
   */
  public List<Stall> stalls(Duration threshold) {
    if (connection.views().size() == 1) {
      return Stalls.of(client.log(), server.log(), threshold.toNanos());
    }
    List<Stall> client = of(connection.seenBy(Role.CLIENT)).stalls(threshold);
    List<Stall> server = of(connection.seenBy(Role.SERVER)).stalls(threshold);
    return atBothEnds(client, server);
  }

  /**
   * The stalls that each side causes, as seen at its own end, those in which it waited for a
   * delayed ACK of the other, and those whose cause neither end shows.
   */
  private static List<Stall> atBothEnds(List<Stall> atClient, List<Stall> atServer) {
    List<Stall> told =
        new ArrayList<>(
            Stream.concat(
                    atClient.stream().filter(stall -> isOf(Role.CLIENT, stall)),
                    atServer.stream().filter(stall -> isOf(Role.SERVER, stall)))
                .toList());
    // Only at its own end is it seen that a sender sent at once when the acknowledgement came.
    Stream.concat(atClient.stream(), atServer.stream())
        .filter(stall -> stall.cause() == StallCause.DELAYED_ACK)
        .filter(stall -> told.stream().noneMatch(other -> overlap(stall, other)))
        .forEach(told::add);
    Stream<Stall> open =
        atClient.stream()
            .filter(stall -> stall.side().isEmpty())
            .filter(stall -> told.stream().noneMatch(other -> overlap(stall, other)));
    return Stream.concat(told.stream(), open)
        .sorted(Comparator.comparingLong(stall -> stall.before().timeNanos()))
        .toList();
  }

  private static boolean isOf(Role side, Stall stall) {
    return stall.side().filter(side::equals).isPresent();
  }

  private static boolean overlap(Stall one, Stall other) {
    long start = one.before().timeNanos();
    long otherStart = other.before().timeNanos();
    return start < otherStart + other.nanos() && otherStart < start + one.nanos();
  }
}
