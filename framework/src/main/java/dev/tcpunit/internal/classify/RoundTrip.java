package dev.tcpunit.internal.classify;

import dev.tcpunit.internal.track.LossState;
import dev.tcpunit.internal.track.SendHistory;
import dev.tcpunit.internal.track.TrackedConnection;
import dev.tcpunit.internal.wire.DecodedSegment;
import dev.tcpunit.net.TcpFlags;

/**
 * How long it takes from the capture to both ends and back: the shortest time in which each side
 * has acknowledged what the other had sent. The handshake's may have been long, because an address
 * had to be resolved or the server was busy; what follows can only lower it. One segment is timed
 * at once, and none that was sent again (Karn's rule, RFC 6298 section 3).
 */
final class RoundTrip {
  private RoundTrip() {}

  /** New bytes, a SYN or a FIN were sent. */
  static void onSent(SendHistory history, TrackedConnection connection, int direction, long entry) {
    boolean open = history.end(entry) > connection.flow(direction).acknowledgedTo;
    if (connection.timed == 0 && open && !connection.isFromItself()) {
      connection.timed = (int) entry << 1 | direction;
    }
  }

  /** Something was sent again, or may have been: what acknowledges it may mean either. */
  static void onSentAgain(TrackedConnection connection, int direction) {
    if ((connection.timed & 1) == direction) {
      connection.timed = 0;
    }
  }

  /** A segment of one direction acknowledges more of the other than was acknowledged before. */
  static void onAcknowledged(
      SendHistory history, TrackedConnection connection, int by, long ack, DecodedSegment segment) {
    int timed = connection.timed;
    if (timed == 0 || (timed & 1) == by) {
      return;
    }
    long latest = connection.flow(1 - by).latest;
    long entry = latest - ((int) latest - (timed >>> 1) & Integer.MAX_VALUE);
    boolean held = history.holds(entry);
    if (held && history.end(entry) > ack) {
      return;
    }
    connection.timed = 0;
    if (held && isPrompt(history, entry, segment)) {
      connection.onRoundTrip(by, segment.timeNanos - history.nanos(entry));
    }
  }

  /** A SYN-ACK that data or a FIN acknowledges: what would have done so at once was lost. */
  private static boolean isPrompt(SendHistory history, long timed, DecodedSegment by) {
    boolean pure = by.payloadLength == 0 && !by.has(TcpFlags.FIN);
    return pure || by.has(TcpFlags.SYN) || history.end(timed) > 1;
  }

  /** The shortest that was seen, in nanoseconds; -1 if none was. */
  static long shortest(PlacedSegment at) {
    long seen = at.connection.shortestRoundTripNanos();
    LossState loss = at.flow.loss();
    return loss == null || seen < 0 ? seen : Math.min(seen, loss.shortestRepairNanos);
  }
}
