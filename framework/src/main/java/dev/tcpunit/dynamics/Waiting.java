package dev.tcpunit.dynamics;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * That one side of a connection waits for the other, at a moment at which the connection is not
 * over. Each side's is told from the segments that it sent and that reached it.
 *
 * <p>Packets show what a side cannot do, or has not done, and not what its program wants: one that
 * waits for {@link WaitingFor#DATA} may as well be content.
 *
 * <p>Example: of an upload whose server does not read, {@code Waiting.of(connection)} has one whose
 * explanation is {@code 48,112 bytes that it sent are not acknowledged; the server announces a
 * window of 0: its program does not read}.
 *
 * @param what what for
 * @param side who waits; empty where neither has sent a byte, so that either may
 * @param since the segment since which it waits
 * @param nanos how long it had waited by then, in nanoseconds
 * @param unacknowledgedBytes payload bytes that it sent and that are not acknowledged
 * @param explanation what the segments show of it, in words
 */
public record Waiting(
    WaitingFor what,
    Optional<Role> side,
    Segment since,
    long nanos,
    long unacknowledgedBytes,
    String explanation) {

  /**
   * Who waits at the end of the capture.
   *
   * @param connection one that keeps its segments
   * @return at most one for each side, in the order of {@link WaitingFor}; empty if the connection
   *     is over
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static List<Waiting> of(Connection connection) {
    Segments.require(connection);
    return at(connection, Segments.watchedUntil(connection));
  }

  /**
   * Who waited at a moment.
   *
   * @param connection one that keeps its segments
   * @param timeNanos nanoseconds since the epoch; what was captured later does not count
   * @return as {@link #of}; empty, too, if nothing had been captured by then
   * @throws IllegalArgumentException if the analysis kept no segments
   */
  public static List<Waiting> at(Connection connection, long timeNanos) {
    Segments.require(connection);
    List<Waiting> found =
        Stream.of(Role.values())
            .flatMap(side -> WaitFinder.find(connection.seenBy(side), side, timeNanos).stream())
            .sorted(Comparator.comparing(Waiting::what))
            .toList();
    // A side that merely has not heard of its peer is not what holds up one that cannot go on.
    boolean stuck = found.stream().anyMatch(waiting -> waiting.what != WaitingFor.DATA);
    return stuck ? found.stream().filter(w -> w.what != WaitingFor.DATA).toList() : found;
  }
}
