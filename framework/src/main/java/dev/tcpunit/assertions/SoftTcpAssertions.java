package dev.tcpunit.assertions;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.assertj.core.api.SoftAssertionsProvider;
import org.assertj.core.api.StandardSoftAssertionsProvider;
import org.jspecify.annotations.Nullable;

/**
 * Collects the failures of several assertions, and fails once with all of them: AssertJ's soft
 * assertions, which know traces, connections and flows beside everything else.
 *
 * <pre>{@code
 * assertSoftly(softly -> {
 *   softly.assertThat(connection).hasNoRetransmissions().hasCleanFin();
 *   softly.assertThat(connection).client(c -> c.hasByteCount(154297).hasNoZeroWindow());
 *   softly.assertThat(response.statusCode()).isEqualTo(200);
 * });
 * }</pre>
 *
 * <p>Each failure within {@code client(...)}, {@code connectionTo(...)} and the like is collected.
 * With {@code @ExtendWith(SoftAssertionsExtension.class)} a test gets one as a parameter or a
 * field, and {@code assertAll()} is called for it.
 */
public class SoftTcpAssertions extends AbstractSoftAssertions
    implements StandardSoftAssertionsProvider {

  /** Starts with no failure. */
  public SoftTcpAssertions() {}

  /**
   * Makes assertions, and fails with all the failures among them.
   *
   * @param assertions gets soft assertions
   * @throws AssertionError if any failed
   */
  public static void assertSoftly(Consumer<SoftTcpAssertions> assertions) {
    SoftAssertionsProvider.assertSoftly(SoftTcpAssertions.class, assertions);
  }

  /**
   * Assertions on all that was captured.
   *
   * @param actual the trace
   * @return its assertions, whose failures are collected
   */
  public TraceAssert assertThat(@Nullable Trace actual) {
    return Subject.TRACE.softly(actual, this);
  }

  /**
   * Assertions on one connection.
   *
   * @param actual the connection
   * @return its assertions, whose failures are collected
   */
  public ConnectionAssert assertThat(@Nullable Connection actual) {
    return Subject.CONNECTION.softly(actual, this);
  }

  /**
   * Assertions on one direction of a connection.
   *
   * @param actual the flow
   * @return its assertions, whose failures are collected
   */
  public FlowAssert assertThat(@Nullable Flow actual) {
    return Subject.FLOW.softly(actual, this);
  }
}
