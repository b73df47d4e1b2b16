package dev.tcpunit.internal.verdict;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How long a rule waits for what it needs to see.
 *
 * @param limit the longest wait; empty for the capture's own, {@code tcpunit.settleTimeout}
 */
public record Patience(Optional<Duration> limit) {
  /** As long as the capture is set to wait. */
  public static final Patience OF_CAPTURE = new Patience(Optional.empty());

  public static Patience of(Duration limit) {
    return new Patience(Optional.of(limit));
  }

  /**
   * The connection once the condition holds of it, or as far as it has come by then.
   *
   * @param what is waited for, for messages: {@code its close to begin}
   * @param condition must ask nothing of the segments: while waiting none are kept
   */
  public Connection await(Connection connection, String what, Predicate<Connection> condition) {
    return limit.isPresent()
        ? connection.await(what, condition, limit.get())
        : connection.await(what, condition);
  }

  /** The flow once the condition holds of it, or as far as it has come by then. */
  public Flow await(Flow flow, String what, Predicate<Flow> condition) {
    return await(flow.owner(), what, c -> condition.test(c.flow(flow.sender())))
        .flow(flow.sender());
  }
}
