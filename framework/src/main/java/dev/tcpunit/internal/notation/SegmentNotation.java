package dev.tcpunit.internal.notation;

import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.SegmentKind;
import java.util.Locale;

/**
 * One segment as one line: {@code #10 0.001816 > [P.] 152812:154298 ack 1 win 342 len 1486}.
 *
 * <p>That is the frame's number, seconds since the connection's first segment, {@code >} for client
 * to server and {@code <} for server to client, the flags as tcpdump writes them, the range of
 * bytes relative to the initial sequence number, what is acknowledged likewise, the window field as
 * it stands in the header, not scaled, and the payload's length. A segment that carries no byte,
 * SYN, FIN or RST has no range, except a keep-alive, which is one by its number; one without
 * payload has no length.
 */
public final class SegmentNotation {
  private static final int NANOS_PER_MICRO = 1000;
  private static final int MICROS_PER_SECOND = 1_000_000;

  private SegmentNotation() {}

  public static String line(Connection connection, Segment segment) {
    return line(segment, connection.startNanos());
  }

  /** The line of a segment of the connection that began at the given time. */
  public static String line(Segment segment, long startNanos) {
    StringBuilder line = new StringBuilder(80);
    line.append('#').append(segment.frame());
    line.append(' ').append(seconds(segment.timeNanos() - startNanos));
    line.append(segment.from() == Role.CLIENT ? " > [" : " < [");
    line.append(segment.flags()).append(']');
    if (segment.length() > 0) {
      line.append(' ').append(segment.seq()).append(':');
      line.append(segment.seq() + segment.length());
    } else if (hasNumberOfItsOwn(segment)) {
      line.append(' ').append(segment.seq());
    }
    if (segment.has(TcpFlags.ACK)) {
      line.append(" ack ").append(segment.ack() < 0 ? "below the start" : segment.ack());
    }
    line.append(" win ").append(segment.window());
    if (segment.length() > 0) {
      line.append(" len ").append(segment.length());
    }
    return line.toString();
  }

  private static boolean hasNumberOfItsOwn(Segment segment) {
    return segment.has(TcpFlags.SYN)
        || segment.has(TcpFlags.FIN)
        || segment.has(TcpFlags.RST)
        || segment.kind() == SegmentKind.KEEP_ALIVE;
  }

  /** Seconds to the microsecond, cut off and not rounded. */
  public static String seconds(long nanos) {
    long micros = Math.floorDiv(nanos, (long) NANOS_PER_MICRO);
    return String.format(
        Locale.ROOT, "%d.%06d", micros / MICROS_PER_SECOND, Math.abs(micros % MICROS_PER_SECOND));
  }
}
