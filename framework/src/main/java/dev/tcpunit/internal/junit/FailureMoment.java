package dev.tcpunit.internal.junit;

import dev.tcpunit.net.Endpoint;
import dev.tcpunit.net.TcpFlags;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Role;
import dev.tcpunit.trace.Segment;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * When a test failed, in the capture's time. What its own program closes from shortly before on, it
 * may have closed because the test was left: a failure passes through {@code finally} and
 * try-with-resources before anyone hears of it.
 *
 * @param nanos since the epoch
 * @param isLimit whether JUnit ended the test then: what is closed later is a consequence
 * @param words what happened, to go on from "until": {@code the test failed}
 */
record FailureMoment(long nanos, boolean isLimit, String words) {
  private static final long LEAVING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** How long a connection stands still before that is what there is to tell of it. */
  static final long STANDSTILL_NANOS = LEAVING_NANOS;

  /**
   * The closes that may come from leaving the test.
   *
   * @param here whether an endpoint is of this machine, and so maybe of this program
   */
  List<Segment> leaving(Connection connection, Predicate<Endpoint> here) {
    // A refusal comes from the kernel where nobody listens, not from a program that closes.
    return connection.handshake().state() == Handshake.State.REFUSED
        ? List.of()
        : connection.segments().stream()
            .filter(segment -> segment.has(TcpFlags.FIN) || segment.has(TcpFlags.RST))
            .filter(segment -> segment.timeNanos() >= nanos - LEAVING_NANOS)
            .filter(segment -> isHere(connection, segment.from(), here))
            .toList();
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
