package dev.tcpunit.internal.rule;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SynOptions;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Up to where each side let the other send: the highest edge of all windows that it had announced,
 * in whatever order they came. Found in one pass, when first asked for.
 */
final class AnnouncedWindows {
  private static final int NONE = -1;

  private final Connection connection;
  private int[] allowing;

  AnnouncedWindows(Connection connection) {
    this.connection = connection;
  }

  /** The segment of the peer that allowed the sender most before a segment; empty if none did. */
  Optional<Segment> allowing(Segment segment) {
    if (allowing == null) {
      allowing = find();
    }
    int at = allowing[segment.index()];
    return at == NONE ? Optional.empty() : Optional.of(connection.segments().get(at));
  }

  /** How many bytes of a segment lie beyond that; not positive if none does. */
  long beyond(Segment segment) {
    return allowing(segment).map(a -> segment.end() - edge(a)).orElse(0L);
  }

  private int[] find() {
    List<Segment> segments = connection.segments();
    int[] found = new int[segments.size()];
    int[] best = {NONE, NONE};
    long[] highest = {Long.MIN_VALUE, Long.MIN_VALUE};
    for (Segment segment : segments) {
      int own = segment.from().ordinal();
      found[segment.index()] = best[segment.from().peer().ordinal()];
      if (segment.has(TcpFlags.ACK)
          && !segment.has(TcpFlags.RST)
          && edge(segment) >= highest[own]) {
        highest[own] = edge(segment);
        best[own] = segment.index();
      }
    }
    return found;
  }

  /** The right edge of the window that a segment announces (RFC 7323 section 2.3). */
  private long edge(Segment announcing) {
    OptionalInt own = shift(announcing.from());
    boolean scaled =
        !announcing.has(TcpFlags.SYN)
            && own.isPresent()
            && shift(announcing.from().peer()).isPresent();
    return announcing.ack() + ((long) announcing.window() << (scaled ? own.getAsInt() : 0));
  }

  private OptionalInt shift(Role side) {
    return connection
        .flow(side)
        .synOptions()
        .map(SynOptions::windowScale)
        .orElse(OptionalInt.empty());
  }
}
