package dev.tcpunit.internal.rule.trace;

import dev.tcpunit.dynamics.Closing;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Teardown;
import java.util.Optional;

/**
 * A connection that might take another request: from which moment on its server lets it take none.
 *
 * @param connection one that was established
 * @param refusedSince when its server closed or reset it, not in answer to the client's close;
 *     {@link Long#MAX_VALUE} if it never did
 */
record FreeConnection(Connection connection, long refusedSince) {
  static FreeConnection of(Connection connection) {
    return new FreeConnection(
        connection,
        connection.keepsSegments()
            ? closedByServer(connection.seenBy(Role.CLIENT))
            : sumOf(connection.teardown()));
  }

  private static long closedByServer(Connection connection) {
    Closing closing = Closing.of(connection);
    Optional<Segment> own = closing.fin(Role.CLIENT);
    Optional<Segment> fin =
        closing
            .fin(Role.SERVER)
            .filter(f -> own.isEmpty() || f.ack() <= connection.clientToServer().endOffset());
    Optional<Segment> reset =
        connection.segments().stream()
            .filter(s -> s.from() == Role.SERVER && s.has(TcpFlags.RST))
            .filter(s -> own.isEmpty() || s.index() < own.get().index())
            .findFirst();
    return Math.min(
        fin.map(Segment::timeNanos).orElse(Long.MAX_VALUE),
        reset.map(Segment::timeNanos).orElse(Long.MAX_VALUE));
  }

  /** Without segments: the server had closed first, whenever that was. */
  private static long sumOf(Teardown teardown) {
    return teardown.first().filter(side -> side == Role.SERVER).isPresent()
        ? Long.MIN_VALUE
        : Long.MAX_VALUE;
  }

  /** Whether it might have taken what another one between the same hosts was opened for. */
  boolean isFreeFor(Connection later) {
    return connection.client().address().equals(later.client().address())
        && refusedSince > later.startNanos()
        && (isClosedBefore(later.startNanos()) || isIdleAt(later.startNanos()));
  }

  private boolean isClosedBefore(long nanos) {
    Teardown.State state = connection.teardown().state();
    boolean closed = state == Teardown.State.CLEAN || state == Teardown.State.RESET;
    return closed && connection.endNanos() < nanos;
  }

  /** An answer was the last that was sent, and it did not go on afterwards. */
  private boolean isIdleAt(long nanos) {
    Role last = null;
    for (Segment segment : connection.seenBy(Role.CLIENT).segments()) {
      if (segment.length() > 0 && segment.timeNanos() < nanos) {
        last = segment.from();
      } else if (segment.length() > 0) {
        return last == Role.SERVER && segment.from() == Role.CLIENT;
      }
    }
    return last == Role.SERVER;
  }
}
