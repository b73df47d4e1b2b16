package dev.tcpunit.internal.junit;

import dev.tcpunit.dynamics.Waiting;
import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import dev.tcpunit.trace.Trace;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * When a test failed, in the capture's time. What its own program closes from shortly before on, it
 * may have closed because the test was left: a failure passes through {@code finally} and
 * try-with-resources before anyone hears of it.
 *
 * @param nanos since the epoch: when the test's method was over, or its limit was reached
 * @param isLimit whether JUnit ended the test then: what is closed later is a consequence
 * @param workedUntil when the test's last byte was sent, or its last connection begun
 * @param words what happened, to go on from "until": {@code the test failed}
 */
record FailureMoment(long nanos, boolean isLimit, long workedUntil, String words) {
  /** How long a connection stands still before that is what there is to tell of it. */
  static final long STANDSTILL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** When anything but closes and acknowledgements was last on the wire. */
  static long workedUntil(Trace trace) {
    long last = Long.MIN_VALUE;
    for (Connection connection : trace.connections()) {
      for (Segment segment : connection.segments()) {
        if (segment.length() > 0 || segment.has(TcpFlags.SYN)) {
          last = Math.max(last, segment.timeNanos());
        }
      }
    }
    return last;
  }

  /**
   * The closes that may come from leaving the test: all from the first on that does.
   *
   * @param here whether an endpoint is of this machine, and so maybe of this program
   */
  List<Segment> leaving(Connection connection, Predicate<Endpoint> here) {
    // A refusal comes from the kernel where nobody listens, not from a program that closes.
    return connection.handshake().state() == Handshake.State.REFUSED
        ? List.of()
        : connection.segments().stream()
            .filter(segment -> segment.has(TcpFlags.FIN) || segment.has(TcpFlags.RST))
            .filter(segment -> isHere(connection, segment.from(), here))
            .dropWhile(close -> !mayLeave(connection, close))
            .toList();
  }

  /**
   * JUnit's own end of a test has a time. Another failure has none before the test's method is
   * over, and on a busy machine a method takes its time to end: where all stood still before, and
   * nothing but closes came after, it may take as long as that.
   */
  private boolean mayLeave(Connection connection, Segment close) {
    long before = nanos - close.timeNanos();
    if (isLimit || before <= 0) {
      return before <= 0;
    }
    return before <= STANDSTILL_NANOS
        || close.timeNanos() >= workedUntil && before <= stoodStill(connection, close);
  }

  private static long stoodStill(Connection connection, Segment close) {
    return Waiting.at(connection, close.timeNanos() - 1).stream()
        .mapToLong(Waiting::nanos)
        .max()
        .orElse(0);
  }

  /** Whether a side of a connection is on this machine; over a link both are. */
  private static boolean isHere(Connection connection, Role side, Predicate<Endpoint> here) {
    return connection.isSeenAtBothEnds() || here.test(connection.flow(side).source());
  }

  /** The last moment before the closes. */
  long before(List<Segment> leaving) {
    return leaving.isEmpty() ? nanos : Math.min(nanos, leaving.get(0).timeNanos() - 1);
  }

  /** What is said of a close that may come from leaving the test, behind its segment. */
  String mark() {
    return isLimit ? "while the test was left" : "maybe while the test was left";
  }

  /** What is said of such closes before a list of them. */
  String markOfAll() {
    return isLimit ? mark() : "as the cause of the failure, or while the test was left";
  }
}
