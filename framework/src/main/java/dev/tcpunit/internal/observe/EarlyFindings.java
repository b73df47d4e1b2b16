package dev.tcpunit.internal.observe;

import dev.tcpunit.internal.verdict.Doubt;
import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Handshake;
import dev.tcpunit.trace.Teardown;
import dev.tcpunit.trace.Trace;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

/**
 * What was found in connections that ended while the capture went on. It stands as long as nothing
 * more was captured of them and the capture has no gap: then they are judged once.
 */
final class EarlyFindings {
  private final Map<Key, Ended> all = new ConcurrentHashMap<>();

  /** The place of a connection does not change when more is captured. */
  private record Key(int index, long startNanos) {
    static Key of(Connection connection) {
      return new Key(connection.index(), connection.startNanos());
    }
  }

  /** What was found, and from how much. */
  private record Ended(Findings findings, long segments, int icmpErrors) {
    boolean isAllOf(Connection connection) {
      return segments == connection.segmentCount() && icmpErrors == connection.icmpErrors().size();
    }
  }

  /**
   * Judges what is not judged yet, and keeps what was found where it has ended.
   *
   * @param over whether nobody needs it any more
   */
  void judge(Trace soFar, BooleanSupplier over) {
    if (isWhole(soFar)) {
      for (Connection connection : soFar.connections()) {
        if (over.getAsBoolean()) {
          return;
        }
        judge(connection);
      }
    }
  }

  /**
   * One that goes on is judged as well: a rule takes longest where it judges for the first time.
   */
  private void judge(Connection connection) {
    if (known(connection).isEmpty()) {
      Findings findings = Findings.in(connection);
      // What is missing now may be there later.
      if (hasEnded(connection) && findings.undecided() == 0) {
        int errors = connection.icmpErrors().size();
        all.put(Key.of(connection), new Ended(findings, connection.segmentCount(), errors));
      }
    }
  }

  /** What is in a connection: judged before, or now. */
  Findings in(Connection connection) {
    return known(connection)
        .filter(found -> isWhole(connection.trace()))
        .orElseGet(() -> Findings.in(connection));
  }

  private Optional<Findings> known(Connection connection) {
    return Optional.ofNullable(all.get(Key.of(connection)))
        .filter(ended -> ended.isAllOf(connection))
        .map(Ended::findings);
  }

  private static boolean hasEnded(Connection connection) {
    Teardown.State closed = connection.teardown().state();
    return connection.handshake().state() == Handshake.State.COMPLETED
        && (closed == Teardown.State.CLEAN || closed == Teardown.State.RESET);
  }

  private static boolean isWhole(Trace trace) {
    return trace.completeness().timeDisorder().isEmpty() && Doubt.missing(trace).isEmpty();
  }
}
