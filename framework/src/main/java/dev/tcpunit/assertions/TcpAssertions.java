package dev.tcpunit.assertions;

import dev.tcpunit.trace.Connection;
import dev.tcpunit.trace.Flow;
import dev.tcpunit.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * The entry point: {@code import static dev.tcpunit.assertions.TcpAssertions.assertThat}. It stands
 * well beside AssertJ's own of the same name.
 *
 * <pre>{@code
 * assertThat(capture.connectionTo(server.port())).hasCompletedHandshake().hasCleanFin();
 * }</pre>
 */
public final class TcpAssertions {
  private TcpAssertions() {}

  /**
   * Assertions on all that was captured.
   *
   * @param actual the trace
   * @return its assertions
   */
  public static TraceAssert assertThat(@Nullable Trace actual) {
    return new TraceAssert(actual);
  }

  /**
   * Assertions on one connection.
   *
   * @param actual the connection
   * @return its assertions
   */
  public static ConnectionAssert assertThat(@Nullable Connection actual) {
    return new ConnectionAssert(actual);
  }

  /**
   * Assertions on one direction of a connection.
   *
   * @param actual the flow
   * @return its assertions
   */
  public static FlowAssert assertThat(@Nullable Flow actual) {
    return new FlowAssert(actual);
  }

  /**
   * Assertions on all that was captured, in the words of behaviour-driven tests.
   *
   * @param actual the trace
   * @return its assertions
   */
  public static TraceAssert then(Trace actual) {
    return assertThat(actual);
  }

  /**
   * Assertions on one connection, in the words of behaviour-driven tests.
   *
   * @param actual the connection
   * @return its assertions
   */
  public static ConnectionAssert then(Connection actual) {
    return assertThat(actual);
  }

  /**
   * Assertions on one direction of a connection, in the words of behaviour-driven tests.
   *
   * @param actual the flow
   * @return its assertions
   */
  public static FlowAssert then(Flow actual) {
    return assertThat(actual);
  }
}
