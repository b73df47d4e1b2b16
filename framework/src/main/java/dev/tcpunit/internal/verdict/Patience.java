package dev.tcpunit.internal.verdict;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Continuation;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
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
   * Returns the connection as soon as the condition holds, or as it is when the wait ends.
   *
   * @param what names what is waited for, for messages: {@code its close to begin}
   * @param condition must not look at segments, since none are kept while waiting
   */
  public Connection await(Connection connection, String what, Predicate<Connection> condition) {
    return limit.isPresent()
        ? connection.await(what, condition, limit.get())
        : connection.await(what, condition);
  }

  /** Returns the trace as soon as the condition holds, or as it is when the wait ends. */
  public Trace await(Trace trace, String what, Predicate<Trace> condition) {
    if (condition.test(trace)) {
      return trace;
    }
    Continuation continuation = trace.continuation();
    Optional<Trace> later =
        limit.isPresent()
            ? continuation.await(what, condition, limit.get())
            : continuation.await(what, condition);
    return later.orElse(trace);
  }

  /** Returns the flow as soon as the condition holds, or as it is when the wait ends. */
  public Flow await(Flow flow, String what, Predicate<Flow> condition) {
    return await(flow.owner(), what, c -> condition.test(c.flow(flow.sender())))
        .flow(flow.sender());
  }
}
